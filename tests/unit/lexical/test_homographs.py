"""Words of every day that are also the names of technologies."""

import pytest
from lexical_house import finding

from cvscreen.domain.assessment import Verdict

MET, UNCLEAR = Verdict.MET, Verdict.UNCLEAR


@pytest.mark.parametrize(
    ("criterion", "cv"),
    [
        ("Excel", "I excel at customer service"),
        ("Excel", "EXCEL AT SALES"),
        ("Microsoft Excel", "Excel at building teams"),
        ("excel", "Students excel in my class"),
        ("Experience as truck driver", "Installed printer drivers"),
        ("Experience as driver", "Fixed a printer driver"),
        ("Go", "Led Go to Market strategy"),
        ("Go", "Brought the go to market plan"),
        ("Go", "Go above and beyond"),
        ("Go", "Pay as you go plans"),
        ("golang", "Go-to-market plans"),
        ("Swift", "Swift response to incidents"),
        ("Swift", "swift response"),
        ("Swift", "Swift resolution of complaints"),
        ("Swift", "SWIFT payments"),
        ("Rust", "rust-free bodywork"),
        ("Rust", "Rust removal and painting"),
        ("Spring", "Spring 2019"),
        ("Spring", "Teaching assistant, spring 2019"),
        ("Spring", "Summer and Spring campaigns"),
        ("Spring Boot", "Spring 2019"),
        ("Experience with Chef", "Head chef, Bistro"),
        ("Experience with Chef", "Head Chef, Bistro"),
        ("Experience with Chef", "Chef de partie"),
        ("Puppet", "puppet theatre"),
        ("R", "R&D department"),
        ("R", "R & D department"),
        ("R", "Robert R Smith"),
        ("C", "C-level executives"),
        ("C", "Vitamin C"),
        ("C", "Grade C in maths"),
        ("C", "Stored at 20 °C"),
        ("React", "React quickly to changes"),
        ("React", "able to react quickly"),
        ("Express", "Express delivery"),
        ("Express", "express delivery"),
        ("Express", "Holiday Inn Express"),
        ("Word", "Word of mouth marketing"),
        ("Microsoft Word", "Word of mouth"),
        ("Access", "Access to confidential data"),
        ("Microsoft Access", "Had access to the building"),
        ("Oracle", "the oracle of the team"),
        ("Microsoft Teams", "Led teams of ten"),
        ("Outlook", "Positive Outlook on life"),
        ("Slack", "picked up the slack"),
        ("Spark", "Spark interest in science"),
        ("Kafka", "Franz Kafka novels"),
        ("Scala", "La Scala opera"),
        ("Ruby", "Ruby wedding rings"),
        ("Flask", "vacuum flask"),
        ("Julia", "Julia Roberts fan club"),
    ],
)
async def test_the_word_of_every_day_is_not_the_technology(criterion: str, cv: str) -> None:
    assert (await finding(criterion, cv)).verdict is UNCLEAR


@pytest.mark.parametrize(
    ("criterion", "cv"),
    [
        ("Excel", "Advanced Excel"),
        ("Excel", "excel, word, powerpoint"),
        ("Excel", "Monthly reports using excel and SAP"),
        ("Excel", "Excel macros for the month-end closing"),
        ("excel skills", "Excel"),
        ("Excel", "Excel 2019"),
        ("Go", "Go, Rust, Python"),
        ("Go", "Services written in Go"),
        ("Go", "python, go, bash"),
        ("Go", "Skills: Docker / Go / gRPC"),
        ("Swift", "Apps in Swift and Kotlin"),
        ("Swift", "Swift developer"),
        ("Rust", "Rust, C++"),
        ("Rust", "Embedded Rust for pumps"),
        ("Spring", "Java, Spring, Maven"),
        ("Spring Boot", "Spring Boot"),
        ("Spring", "Spring Boot, Hibernate"),
        ("Experience with Chef", "Chef, Puppet, Ansible"),
        ("R", "Python, R, SQL"),
        ("R", "Statistics with R"),
        ("R", "Analysed surveys in R. Wrote reports"),
        ("C", "C, C++"),
        ("C", "Embedded software in C"),
        ("React", "Built UIs with React"),
        ("React", "React, Redux"),
        ("Express", "Node, Express, Mongo"),
        ("Word", "Word, Excel"),
        ("Access", "Excel, Access, Word"),
        ("Oracle", "Oracle, MySQL"),
        ("Microsoft Teams", "Microsoft Teams"),
        ("Outlook", "Word, Outlook"),
        ("Slack", "Slack, Jira"),
        ("Spark", "Hadoop, Spark"),
        ("Ruby", "Ruby on Rails"),
        ("Flask", "Django, Flask"),
        ("Julia", "Python, Julia, R"),
        ("Experience as Truck driver", "Truck driver"),
        ("Experience as Chef", "Chef at a hotel"),
        ("Chef", "Chef de partie, Bistro"),
    ],
)
async def test_the_technology_is(criterion: str, cv: str) -> None:
    assert (await finding(criterion, cv)).verdict is MET


@pytest.mark.parametrize(
    ("criterion", "cv"),
    [
        ("Swift response to complaints", "Swift response to complaints"),
        ("Access to confidential data", "Had access to confidential data"),
        ("Printer drivers", "Installed printer drivers"),
        ("Leads teams", "Led teams of ten"),
        ("Express deliveries", "Planned express deliveries"),
        ("R&D", "Head of the R&D department"),
    ],
)
async def test_a_criterion_may_ask_for_the_word_of_every_day(criterion: str, cv: str) -> None:
    assert (await finding(criterion, cv)).verdict is MET
