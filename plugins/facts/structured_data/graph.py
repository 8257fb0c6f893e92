"""Draw the nodes of a page: the page itself, the way to it, what it is about, the site and the practice."""

from plugins.facts.source_parts import MAIN_PAGE, is_further_list
from plugins.facts.structured_data.model import VOCABULARY, Node, Page, Site, make_node, refer
from plugins.facts.structured_data.treatment import describe_drug, describe_subjects
from plugins.reading.library import NOT_FOUND, Document

PAGE_TYPES = {"about": "AboutPage", "uses": "CollectionPage", MAIN_PAGE: "CollectionPage"}  # by slug


def draw_graph(page: Page, site: Site) -> list[Node]:
    """Return the nodes of a page. The one for lost visitors has no address of its own, only the site."""
    nodes = [describe_site(site), describe_practice(site, is_whole=page.document.kind == "page")]
    if page.document.slug == NOT_FOUND:
        return nodes
    if page.is_medical or page.document.slug == "uses":
        nodes.insert(0, describe_drug(page, site))
    steps = find_trail(page.document, site)
    if len(steps) > 1:
        nodes.insert(0, describe_trail(steps, site))
    return [describe_page(page, site, has_trail=len(steps) > 1), *nodes]


def describe_page(page: Page, site: Site, *, has_trail: bool) -> Node:
    """Return the page itself (SD-01)."""
    slug, fields, address = page.document.slug, page.fields, site.address(page.document)
    return make_node(
        type_of(page),
        address,
        url=address,
        headline=fields.title,
        description=fields.summary,
        inLanguage=site.language,
        datePublished=str(fields.published),
        dateModified=str(fields.updated),
        isPartOf=refer(site.site_id),
        breadcrumb=refer(f"{address}#trail") if has_trail else None,
        mainContentOfPage=make_node("WebPageElement", cssSelector="main"),
        author=make_node("Organization", name=site.practice.byline, url=f"{site.url}/"),
        publisher=refer(site.practice_id),
        **describe_review(page),
        **(describe_care(page, site) if page.is_medical else {}),
        **(describe_list(site) if slug == "uses" and not page.is_medical else {}),
        citation=list(dict.fromkeys(source.link or source.title for source in page.sources)),
    )


def type_of(page: Page) -> str:
    """Return what kind of page it is."""
    if page.is_medical:
        return "MedicalWebPage"
    return "CollectionPage" if is_further_list(page.document) else PAGE_TYPES.get(page.document.slug, "WebPage")


def describe_review(page: Page) -> Node:
    """Return who reviewed a page: named only while the signature stands for this version of the text (TR-03)."""
    review = page.review
    reviewer = review.reviewer if review.state == "reviewed" else None
    person = reviewer and make_node(
        "Person", name=reviewer.name, honorificSuffix=reviewer.credentials, jobTitle=reviewer.role
    )
    return {"lastReviewed": str(review.reviewed) if person else None, "reviewedBy": person}


def describe_care(page: Page, site: Site) -> Node:
    """Return what is said of medical pages alone."""
    article = page.document.article
    return {
        "about": describe_subjects(page, site),
        "medicalAudience": make_node("Patient"),
        "specialty": f"{VOCABULARY}/{article.specialty}" if article and article.specialty else None,
    }


def describe_list(site: Site) -> Node:
    """Return what the list of uses is about, and the articles that it leads to, in the words of the list."""
    parts = [
        make_node(
            "MedicalWebPage",
            site.address(document),
            url=site.address(document),
            name=article.card_label,
            description=article.summary,
            inLanguage=site.language,
            datePublished=str(article.published),
            dateModified=str(article.updated),
            publisher=refer(site.practice_id),
            about=refer(site.drug_id),
        )
        for document in site.listed
        if document.kind == "use" and (article := document.article)
    ]
    return {"about": refer(site.drug_id), "hasPart": parts}


def find_trail(document: Document, site: Site) -> list[Document]:
    """Return the way to a page: the overview, the list of uses or sources above what stands below it, the page."""
    above = ("", "uses/") if document.kind == "use" else ("", f"{MAIN_PAGE}/") if is_further_list(document) else ("",)
    parents = [site.above[address] for address in above if address in site.above]
    return [*(parent for parent in parents if parent.address != document.address), document]


def describe_trail(steps: list[Document], site: Site) -> Node:
    """Return the breadcrumb of the page that the steps lead to."""
    items = [
        make_node("ListItem", position=position, name=step.fields.nav_label, item=site.address(step))
        for position, step in enumerate(steps, start=1)
        if step.fields
    ]
    return make_node("BreadcrumbList", f"{site.address(steps[-1])}#trail", itemListElement=items)


def describe_site(site: Site) -> Node:
    """Return the site."""
    return make_node(
        "WebSite",
        site.site_id,
        url=f"{site.url}/",
        name=site.name,
        inLanguage=site.language,
        publisher=refer(site.practice_id),
    )


def describe_practice(site: Site, *, is_whole: bool) -> Node:
    """Return what is known of the practice (TR-05): it is a clinic once its address is known.

    is_whole: with how to reach it; articles, where every byte counts, only name it.
    """
    practice, place = site.practice, site.practice.address
    if not is_whole:
        kind = "MedicalClinic" if place else "MedicalOrganization"
        return make_node(kind, site.practice_id, name=practice.name, url=f"{site.url}/")
    address = make_node(
        "PostalAddress",
        streetAddress=place.street,
        addressLocality=place.city,
        addressRegion=place.state,
        postalCode=place.postal_code,
    )
    booking = make_node("ReserveAction", target=practice.booking_url)
    return make_node(
        "MedicalClinic" if place else "MedicalOrganization",
        site.practice_id,
        name=practice.name,
        url=f"{site.url}/",
        employee=make_node("Person", name=practice.led_by) if practice.led_by else None,
        telephone=practice.phone,
        email=practice.email,
        address=address if place else None,
        potentialAction=booking if practice.booking_url else None,
    )
