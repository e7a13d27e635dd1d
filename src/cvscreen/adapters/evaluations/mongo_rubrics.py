"""Drafted rubrics in MongoDB: the first of a key stays, as long as an evaluation has its prompt."""

from __future__ import annotations

import secrets

from pymongo import ReturnDocument
from pymongo.errors import DuplicateKeyError

from cvscreen.adapters.evaluations.mongo_collections import MongoCollections
from cvscreen.adapters.evaluations.mongo_documents import rubric_document, rubric_of
from cvscreen.adapters.mongo.driver import Document
from cvscreen.domain.rubric import DraftedRubric, RubricKey

_HASHES_AT_ONCE = 500


class MongoDraftedRubrics(MongoCollections):
    """A rubric is a document.

    To look for evaluations in one collection and to remove from another are two steps, so a rubric that is to go is
    marked between two looks, and removed only if the mark is still there: whoever reads it takes the mark away.
    """

    async def keep_rubric(self, key: RubricKey, drafted: DraftedRubric) -> DraftedRubric:
        """Store a drafted rubric under the key unless there is one, and return the one that is stored."""
        new = {"_id": key.hash, "prompt_hash": key.prompt_hash} | rubric_document(drafted)
        while not await self._added(new):
            # One that another removed meanwhile leaves room for this one.
            if (kept := await self.rubric(key)) is not None:
                return kept
        return drafted

    async def rubric(self, key: RubricKey) -> DraftedRubric | None:
        """The drafted rubric stored under the key, or None."""
        with self._database.translated():
            found = await self._rubrics.find_one({"_id": key.hash})
            if found is not None and "mark" in found:
                unmark = {"$unset": {"mark": ""}}
                found = await self._rubrics.find_one_and_update(
                    {"_id": key.hash}, unmark, return_document=ReturnDocument.AFTER
                )
        return None if found is None else rubric_of(found)

    async def forget_rubrics(self, prompt_hash: str) -> int:
        """Remove the rubrics drafted for a prompt, unless an evaluation of it is stored."""
        drafted_for_it = {"prompt_hash": prompt_hash}
        with self._database.translated():
            if await self._is_used(prompt_hash):
                return 0
            marked = {"mark": secrets.token_hex(16)}
            await self._rubrics.update_many(drafted_for_it, {"$set": marked})
            if await self._is_used(prompt_hash):
                return 0
            return (await self._rubrics.delete_many(drafted_for_it | marked)).deleted_count

    async def unused_rubrics(self, limit: int) -> tuple[str, ...]:
        """Hashes of prompts for which a rubric was drafted, but no evaluation is stored."""
        unused: list[str] = []
        last = ""
        with self._database.translated():
            while len(unused) < limit and (some := await self._prompts_after(last)):
                used = await self._evaluations.distinct("prompt_hash", {"prompt_hash": {"$in": some}})
                unused += [prompt_hash for prompt_hash in some if prompt_hash not in used]
                last = some[-1]
        return tuple(unused[:limit])

    async def _added(self, new: Document) -> bool:
        with self._database.translated():
            try:
                await self._rubrics.insert_one(new)
            except DuplicateKeyError:
                return False
        return True

    async def _is_used(self, prompt_hash: str) -> bool:
        return await self._evaluations.find_one({"prompt_hash": prompt_hash}, {"_id": True}) is not None

    async def _prompts_after(self, last: str) -> list[str]:
        later = self._rubrics.find({"prompt_hash": {"$gt": last}}, {"_id": False, "prompt_hash": True})
        found = await later.sort("prompt_hash").limit(_HASHES_AT_ONCE).to_list(None)
        return list(dict.fromkeys(one["prompt_hash"] for one in found))
