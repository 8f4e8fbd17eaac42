"""What the made-up courses are about: titles and the sentences of their descriptions."""

from __future__ import annotations

# A form of title, the level of its aim, and how often it comes. {} is a subject.
FORMS = (
    ("{} Level 1 Award", "1", 8),
    ("Introduction to {}", "", 14),
    ("{} Level 2 Certificate", "2", 16),
    ("Level 2 Diploma in {}", "2", 10),
    ("{} Level 3 Diploma", "3", 16),
    ("BTEC Level 3 Extended Diploma in {}", "3", 8),
    ("T Level in {}", "3", 3),
    ("Access to Higher Education Diploma ({})", "3", 5),
    ("{} Level 4 Certificate", "4", 4),
    ("HNC in {}", "4", 3),
    ("Foundation Degree in {}", "5", 4),
    ("BA (Hons) {}", "6", 4),
    ("BSc (Hons) {}", "6", 3),
    ("{} evening workshop", "", 6),
)
SUBJECTS = (
    *("Early Years Education and Care", "Early Years Educator", "Early Years Practitioner"),
    *("Childcare", "Early Childhood Studies", "Child Development", "Teaching Assistant"),
    *("Special Educational Needs and Disability", "Understanding Autism", "Playwork"),
    *("Health and Social Care", "Counselling Skills", "British Sign Language", "Psychology"),
    *("Education and Training", "Social Work", "Nursing", "Youth Work", "Adult Care"),
    *("English", "Maths", "Functional Skills English", "Functional Skills Maths", "ESOL"),
    *("Accounting", "Bookkeeping", "Business Management", "Project Management", "Marketing"),
    *("Plumbing", "Electrical Installation", "Bricklaying", "Carpentry and Joinery", "Welding"),
    *("Hairdressing", "Beauty Therapy", "Barbering", "Professional Cookery", "Bakery"),
    *("Computing", "Cyber Security", "Data Analysis", "Web Development", "Games Design"),
    *("Fine Art", "Graphic Design", "Photography", "Music Production", "Performing Arts"),
    *("Sport and Exercise Science", "Gym Instruction", "Travel and Tourism", "Animal Care"),
    *("Horticulture", "Agriculture", "Motor Vehicle Repair", "Engineering", "Applied Science"),
    *("Law", "Criminology", "History", "French for Beginners", "Spanish Conversation"),
)
SENTENCES = (
    "This course is for adults who want to work with children and their families.",
    "You learn how young children grow, play and learn from birth to five years.",
    "It suits people who are new to the subject and want to find out whether it is for them.",
    "You spend one day a week in college and the rest in a placement with an employer.",
    "A tutor supports you at every step and there is help with English and maths.",
    "The course prepares you for work, for an apprenticeship or for study at a higher level.",
    "You need a real interest in the subject and should be ready to study at home.",
    "Sessions are practical, small and friendly, and take place in modern workshops.",
    "You build a portfolio of evidence and there is no written examination.",
    "People who already work in the sector can gain a recognised qualification here.",
    "We look at safeguarding, health and safety, equality, diversity and inclusion.",
    "It covers communication, teamwork, planning and reflective practice.",
    "You study the needs of children with special educational needs and disabilities.",
    "Employers in the area helped to design the content and come in to talk about jobs.",
    "There are no formal entry requirements, but you will have a short talk with a tutor.",
    "Units include assessment, curriculum, behaviour, digital skills and professional practice.",
)
ENTRY = (
    *("", "", "No formal entry requirements.", "GCSE English and maths at grade 4 or above."),
    *("Four GCSEs at grades 9 to 4, including English.", "A level 2 qualification in the subject."),
    *("Aged 19 or over.", "An interview &amp; a short assessment.", "Two A levels or equivalent."),
)
VENUES = ("College", "Adult Learning Centre", "Training Centre", "Academy", "Community Hub")
BODIES = ("Example Awards", "Made-up Board", "Sample Guild", "Model Institute", "")
REGIONS = ("Brent", "Derby", "Norfolk", "Leeds", "Devon", "Kent", "Cheshire East", "Wigan", "Poole")
