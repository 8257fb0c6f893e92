"""The part of schema.org that this site may use: for each type, the properties that exist for it.

Taken from the npm package schema-dts 2.1. No property of selling or rating is among them (SD-05).
"""

THING = {"@type", "@id", "name", "description", "url", "potentialAction"}
WORK = THING | {
    "headline", "inLanguage", "datePublished", "dateModified", "isPartOf", "hasPart", "publisher", "author",
    "about", "citation",
}  # fmt: skip
WEB_PAGE = WORK | {"breadcrumb", "mainContentOfPage", "lastReviewed", "reviewedBy", "specialty"}
MEDICAL = THING | {"legalStatus", "relevantSpecialty"}
ORGANIZATION = THING | {"telephone", "email", "address", "employee"}

PROPERTIES: dict[str, set[str]] = {
    "WebSite": WORK,
    "WebPage": WEB_PAGE,
    "AboutPage": WEB_PAGE,
    "CollectionPage": WEB_PAGE,
    "MedicalWebPage": WEB_PAGE | {"medicalAudience"},
    "WebPageElement": WORK | {"cssSelector"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
    "Organization": ORGANIZATION,
    "MedicalOrganization": ORGANIZATION | {"medicalSpecialty"},
    "MedicalClinic": ORGANIZATION | {"medicalSpecialty", "availableService"},
    "Person": THING | {"honorificSuffix", "jobTitle"},
    "Patient": THING,
    "PostalAddress": THING | {"streetAddress", "addressLocality", "addressRegion", "postalCode"},
    "Country": THING,
    "ReserveAction": THING | {"target"},
    "MedicalEntity": MEDICAL,
    "MedicalCondition": MEDICAL,
    "ApprovedIndication": MEDICAL,
    "DrugLegalStatus": MEDICAL | {"applicableLocation"},
    "MedicalTherapy": MEDICAL | {"contraindication", "seriousAdverseOutcome", "drug", "howPerformed"},
    "Drug": MEDICAL | {
        "isProprietary", "proprietaryName", "nonProprietaryName", "activeIngredient", "administrationRoute",
        "prescriptionStatus", "mechanismOfAction", "prescribingInfo", "warning", "pregnancyWarning",
        "breastfeedingWarning",
    },
}  # fmt: skip
