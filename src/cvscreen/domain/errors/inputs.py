"""What can be wrong with what somebody sends: the CV, the prompt, the rubric."""

from __future__ import annotations

from cvscreen.domain.errors.base import CvscreenError


class CVError(CvscreenError):
    """The document cannot be screened."""

    code = "cv_error"


class NotAPDF(CVError):
    """The content is something else, whatever its name says."""

    code = "not_a_pdf"


class EmptyFile(CVError):
    """Zero bytes."""

    code = "empty_file"


class FileTooLarge(CVError):
    """More bytes than the upload limit."""

    code = "file_too_large"


class FileNotReadable(CVError):
    """There is no such file, or it may not be read."""

    code = "file_not_readable"


class EncryptedPDF(CVError):
    """A password is needed to open it."""

    code = "encrypted_pdf"


class CorruptPDF(CVError):
    """It says it is a PDF but cannot be parsed."""

    code = "corrupt_pdf"


class NoPages(CVError):
    """A PDF without a single page."""

    code = "no_pages"


class TooManyPages(CVError):
    """More pages than the limit; a CV is short."""

    code = "too_many_pages"


class Unreadable(CVError):
    """No text that a scorer could read, such as a scan."""

    code = "unreadable"


class InfectedFile(CVError):
    """The virus scanner found something."""

    code = "infected_file"


class ParserCrashed(CVError):
    """The parser process died on the document; its memory may have been short."""

    code = "parser_crashed"
    retryable = True


class ParserTimedOut(CVError):
    """The parser process took longer than its limit and was stopped."""

    code = "parser_timed_out"
    retryable = True


class PromptError(CvscreenError):
    """The job prompt cannot be used."""

    code = "prompt_error"


class EmptyPrompt(PromptError):
    """Nothing but white space."""

    code = "empty_prompt"


class PromptTooLong(PromptError):
    """More bytes than the prompt limit."""

    code = "prompt_too_long"


class NoCriteria(PromptError):
    """The prompt holds nothing that a CV could be checked against."""

    code = "no_criteria"


class RubricError(CvscreenError):
    """The given rubric cannot be used."""

    code = "rubric_error"


class InvalidRubric(RubricError):
    """A criterion is malformed, missing or doubled."""

    code = "invalid_rubric"


class ProtectedTrait(RubricError):
    """A criterion asks for age, sex, family, religion, ethnicity, health or the like."""

    code = "protected_trait"
