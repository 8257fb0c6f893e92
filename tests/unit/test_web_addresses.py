"""An address of the web is that of a page itself: no search, detour, short form, library, copy, visit or tracker."""

import pytest

from plugins.reading.web_addresses import addresses_in, check_addresses_in, explain_web_address


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("https://www.google.com/url?q=https://www.fda.gov/medwatch&sa=U&ved=2ah", '"https://www.google.com/url?q=https://www.fda.gov/medwatch&s…" leads there by way of another site, which notes who comes by. Write "https://www.fda.gov/medwatch".'),
        ("https://www.google.com/search?q=botox+fda", '"https://www.google.com/search?q=botox+fda" is a search, not a page. Open it, and copy the address of the page itself from your browser.'),
        ("https://google.de/url?sa=t&url=https%3A%2F%2Fpubmed.ncbi.nlm.nih.gov%2F20647170%2F", '"https://google.de/url?sa=t&url=https%3A%2F%2Fpubmed.ncbi.nl…" leads there by way of another site, which notes who comes by. Write "https://pubmed.ncbi.nlm.nih.gov/20647170/".'),
        ("https://www.google.com/amp/s/www.mayoclinic.org/x", '"https://www.google.com/amp/s/www.mayoclinic.org/x" leads there by way of another site, which notes who comes by. Write "https://www.mayoclinic.org/x".'),
        ("https://scholar.google.com/scholar?q=botox", '"https://scholar.google.com/scholar?q=botox" is a search, not a page. Open it, and copy the address of the page itself from your browser.'),
        ("https://www.bing.com/ck/a?!&&p=abc&u=a1aHR0cHM6Ly93d3cuZmRhLmdvdi9tZWR3YXRjaA&ntb=1", '"https://www.bing.com/ck/a?!&&p=abc&u=a1aHR0cHM6Ly93d3cuZmRh…" leads there by way of another site, which notes who comes by. Write "https://www.fda.gov/medwatch".'),
        ("https://duckduckgo.com/l/?uddg=https%3A%2F%2Fwww.fda.gov%2F", '"https://duckduckgo.com/l/?uddg=https%3A%2F%2Fwww.fda.gov%2F" leads there by way of another site, which notes who comes by. Write "https://www.fda.gov/".'),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.fda.gov%2Fx%3Ffbclid%3DIwAR&h=AT", '"https://l.facebook.com/l.php?u=https%3A%2F%2Fwww.fda.gov%2F…" leads there by way of another site, which notes who comes by. Write "https://www.fda.gov/x".'),
        ("https://nam02.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.fda.gov%2Fdrugs&data=05%7C01&sdata=x&reserved=0", '"https://nam02.safelinks.protection.outlook.com/?url=https%3…" is what a mail program made of the address of the page. Write "https://www.fda.gov/drugs".'),
        ("https://urldefense.com/v3/__https://www.fda.gov/drugs__;!!abc!def$", '"https://urldefense.com/v3/__https://www.fda.gov/drugs__;!!a…" is what a mail program made of the address of the page. Write "https://www.fda.gov/drugs".'),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__www.fda.gov_drugs&d=Dw", '"https://urldefense.proofpoint.com/v2/url?u=https-3A__www.fd…" is what a mail program made of the address of the page. Write "https://www.fda.gov/drugs".'),
        ("https://t.co/AbCd123", '"https://t.co/AbCd123" is a short address, which hides where it leads and may end any day. Open it, and copy the address of the page itself from your browser.'),
        ("https://bit.ly/3xyz", '"https://bit.ly/3xyz" is a short address, which hides where it leads and may end any day. Open it, and copy the address of the page itself from your browser.'),
        ("https://www-sciencedirect-com.proxy.lib.umich.edu/science/article/pii/S0190962223000000", '"https://www-sciencedirect-com.proxy.lib.umich.edu/science/a…" goes through the door of one library, which lets in nobody else. Write "https://www.sciencedirect.com/science/article/pii/S0190962223000000".'),
        ("https://www.sciencedirect.com.ezproxy.library.tufts.edu/science/article/pii/S01", '"https://www.sciencedirect.com.ezproxy.library.tufts.edu/sci…" goes through the door of one library, which lets in nobody else. Write "https://www.sciencedirect.com/science/article/pii/S01".'),
        ("https://login.ezproxy.uni.edu/login?url=https://www.nejm.org/doi/full/10.1056/x", '"https://login.ezproxy.uni.edu/login?url=https://www.nejm.or…" goes through the door of one library, which lets in nobody else. Write "https://www.nejm.org/doi/full/10.1056/x".'),
        ("https://doi-org.libproxy.ucl.ac.uk/10.1111/head.13849", '"https://doi-org.libproxy.ucl.ac.uk/10.1111/head.13849" goes through the door of one library, which lets in nobody else. Write "https://doi.org/10.1111/head.13849".'),
        ("https://pubmed-ncbi-nlm-nih-gov.idm.oclc.org/20647170/", '"https://pubmed-ncbi-nlm-nih-gov.idm.oclc.org/20647170/" goes through the door of one library, which lets in nobody else. Write "https://pubmed.ncbi.nlm.nih.gov/20647170/".'),
        ("https://www-fda-gov.translate.goog/drugs?_x_tr_sl=en&_x_tr_tl=es", '"https://www-fda-gov.translate.goog/drugs?_x_tr_sl=en&_x_tr_…" is a copy of a page, made for one visitor. Write "https://www.fda.gov/drugs".'),
        ("https://webcache.googleusercontent.com/search?q=cache:abc:https://www.fda.gov/drugs+botox", '"https://webcache.googleusercontent.com/search?q=cache:abc:h…" is a copy of a page, made for one visitor. Write "https://www.fda.gov/drugs".'),
        ("file:///C:/Users/jane/botox.pdf", '"file:///C:/Users/jane/botox.pdf" is a file on one computer, which no reader has. Name the page of the web that it came from.'),
        ("C:\\Users\\jane\\x.pdf", '"C:\\Users\\jane\\x.pdf" is a file on one computer, which no reader has. Name the page of the web that it came from.'),
        ("http://localhost:8000/x", '"http://localhost:8000/x" is reached from one computer or house alone. Name a page of the web.'),
        ("http://127.0.0.1/", '"http://127.0.0.1/" is reached from one computer or house alone. Name a page of the web.'),
        ("https://192.168.1.4/x", '"https://192.168.1.4/x" has a number in place of a name. Write the name of the site, as its pages have it.'),
        ("https://[::1]/x", '"https://[::1]/x" has a number in place of a name. Write the name of the site, as its pages have it.'),
        ("http://www.fda.gov/medwatch", 'The connection is not secure. Write "https://www.fda.gov/medwatch".'),
        ("https://onlinelibrary.wiley.com/doi/10.1/x;jsessionid=ABC123.f02t01?x=1", '";jsessionid=ABC123.f02t01" in the address belongs to one visit. Write "https://onlinelibrary.wiley.com/doi/10.1/x?x=1".'),
        ("https://www.fda.gov/a?jsessionid=ABC", '"jsessionid" in the address belongs to one visit. Write "https://www.fda.gov/a".'),
        ("https://www.fda.gov/a?utm_source=x&id=5&utm_medium=y", '"utm_source" in the address follows readers. Write "https://www.fda.gov/a?id=5".'),
        ("https://www.fda.gov/a?id=5;msclkid=1", '"msclkid" in the address follows readers. Write "https://www.fda.gov/a?id=5".'),
        ("https://www.fda.gov/a#part?gclid=1&x=2", '"gclid" in the address follows readers. Write "https://www.fda.gov/a#part?x=2".'),
        ("https://www.fda.gov/a?id=5#utm_source=x", '"utm_source" in the address follows readers. Write "https://www.fda.gov/a?id=5".'),
        ("https://sci-hub.se/10.1000/x", '"https://sci-hub.se/10.1000/x" is a copy of a page, made for one visitor. Open it, and copy the address of the page itself from your browser.'),
        ("https://www.fda.gov/“a”", '"”" at the end of "https://www.fda.gov/“a”" is no part of the address. Open it, and copy the address of the page itself from your browser.'),
        ("https://www.fda.gov/a?fbclid=IwAR", '"fbclid" in the address follows readers. Write "https://www.fda.gov/a".'),
        ("https://www.fda.gov/a?gclid=1", '"gclid" in the address follows readers. Write "https://www.fda.gov/a".'),
        ("https://www.fda.gov/medwatch.", '"." at the end of "https://www.fda.gov/medwatch." is no part of the address. Write "https://www.fda.gov/medwatch".'),
        ("https://www.fda.gov/medwatch)", '")" at the end of "https://www.fda.gov/medwatch)" is no part of the address. Write "https://www.fda.gov/medwatch".'),
        ("https://https://www.fda.gov", 'The address "https://https://www.fda.gov" is not whole. Write "https://www.fda.gov".'),
        ("https:/www.fda.gov/x", 'The address "https:/www.fda.gov/x" is not whole. Write "https://www.fda.gov/x".'),
        ("https:www.fda.gov/x", 'The address "https:www.fda.gov/x" is not whole. Write "https://www.fda.gov/x".'),
        ("https://user:pw@www.fda.gov/", '"https://user:pw@www.fda.gov/" holds a user or a password. Write "https://www.fda.gov/".'),
        ("https://www.fda", 'The address "https://www.fda" is not whole. Copy it again from your browser.'),
        ("https://printer.local/x", '"https://printer.local/x" is reached from one computer or house alone. Name a page of the web.'),
        ("https://example.com/redirect?url=https%3A%2F%2Fwww.fda.gov%2F", '"https://example.com/redirect?url=https%3A%2F%2Fwww.fda.gov%…" leads on to another address, which it holds. Write "https://www.fda.gov/".'),
        ("https://click.email.fda.gov/?qs=123", '"https://click.email.fda.gov/?qs=123" is what a mail program made of the address of the page. Open it, and copy the address of the page itself from your browser.'),
        ("https://us1.list-manage.com/track/click?u=1", '"https://us1.list-manage.com/track/click?u=1" is what a mail program made of the address of the page. Open it, and copy the address of the page itself from your browser.'),
        ("https://www.fda.gov/a?x=1&amp;y=2", '"https://www.fda.gov/a?x=1&amp;y=2" holds "&amp;". Write "https://www.fda.gov/a?x=1&y=2".'),
        ("https://my-bucket.s3.amazonaws.com/a.pdf?X-Amz-Signature=1", '"X-Amz-Signature" in the address ends after a while. Take out "X-Amz-Signature=" and its value.'),
        ("view-source:https://www.fda.gov/a", '"view-source:https://www.fda.gov/a" shows the code of a page. Write "https://www.fda.gov/a".'),
        ("ftp://ftp.ncbi.nlm.nih.gov/pub", '"ftp://ftp.ncbi.nlm.nih.gov/pub" is not the address of a page of the web. It starts with "https://": copy it from your browser.'),
        ("https://www-ncbi-nlm-nih-gov.cdn.ampproject.org/c/s/www.ncbi.nlm.nih.gov/books/x", '"https://www-ncbi-nlm-nih-gov.cdn.ampproject.org/c/s/www.ncb…" is a copy of a page, made for one visitor. Write "https://www.ncbi.nlm.nih.gov/books/x".'),
        ("https://www.fda.gov/%zz", 'The address "https://www.fda.gov/%zz" is not whole. Copy it again from your browser.'),
        ("www.fda.gov/x", '"www.fda.gov/x" is not the address of a page of the web. Write "https://www.fda.gov/x".'),
        ("https://docs.google.com/viewer?url=https://www.fda.gov/a.pdf", '"https://docs.google.com/viewer?url=https://www.fda.gov/a.pdf" is a copy of a page, made for one visitor. Write "https://www.fda.gov/a.pdf".'),
        ("https://secure-web.cisco.com/1abc/https%3A%2F%2Fwww.fda.gov%2Fx", '"https://secure-web.cisco.com/1abc/https%3A%2F%2Fwww.fda.gov…" is what a mail program made of the address of the page. Write "https://www.fda.gov/x".'),
        ("https://pubmed.ncbi.nlm.nih.gov/?term=botox", '"https://pubmed.ncbi.nlm.nih.gov/?term=botox" is a search, not a page. Open it, and copy the address of the page itself from your browser.'),
        ("http://www.google.com/url?q=http://www.fda.gov/x?utm_source=a", '"http://www.google.com/url?q=http://www.fda.gov/x?utm_source…" leads there by way of another site, which notes who comes by. Write "https://www.fda.gov/x".'),
        ("https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=https%3a%2f%2fwww.fda.gov%2f/RK=2/RS=x", '"https://r.search.yahoo.com/_ylt=A/RV=2/RE=1/RO=10/RU=https%…" leads there by way of another site, which notes who comes by. Write "https://www.fda.gov/".'),
        ("https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fwww.fda.gov", '"https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fw…" leads there by way of another site, which notes who comes by. Write "https://www.fda.gov".'),
        ("https://proxy.library.cornell.edu/login?url=https://www.nejm.org/x", '"https://proxy.library.cornell.edu/login?url=https://www.nej…" goes through the door of one library, which lets in nobody else. Write "https://www.nejm.org/x".'),
        ("https://translate.google.com/translate?sl=en&tl=es&u=https://www.fda.gov/x", '"https://translate.google.com/translate?sl=en&tl=es&u=https:…" is a copy of a page, made for one visitor. Write "https://www.fda.gov/x".'),
        ("//www.fda.gov/x", '"//www.fda.gov/x" is not the address of a page of the web. Write "https://www.fda.gov/x".'),
        ("https;//www.fda.gov", '"https;//www.fda.gov" is not the address of a page of the web. Write "https://www.fda.gov".'),
        ("<https://www.fda.gov>", '"<https://www.fda.gov>" is not the address of a page of the web. Write "https://www.fda.gov".'),
        ("[x](https://www.fda.gov/a)", '"[x](https://www.fda.gov/a)" is not the address of a page of the web. Write "https://www.fda.gov/a".'),
        ("https://www.fda.gov/x (accessed May 2020)", '"https://www.fda.gov/x (accessed May 2020)" holds a blank, or a sign that cannot be seen. Write "https://www.fda.gov/x".'),
        ("https://a.example.org https://b.example.org", '"https://a.example.org https://b.example.org" holds a blank, or a sign that cannot be seen. Copy it again from your browser.'),
        ("https://www.fda.gov/search?s=botox", '"https://www.fda.gov/search?s=botox" is a search, not a page. Open it, and copy the address of the page itself from your browser.'),
        ("https://www.fda.gov/x?dgcid=1", '"dgcid" in the address follows readers. Write "https://www.fda.gov/x".'),
        ("https://x.org/(S(abcdefghij1234567890ab))/a.aspx", '"/(S(abcdefghij1234567890ab))" in the address belongs to one visit. Write "https://x.org/a.aspx".'),
        ("https://0-www-nejm-org.library.x.edu/doi/10.1056/x", '"https://0-www-nejm-org.library.x.edu/doi/10.1056/x" goes through the door of one library, which lets in nobody else. Write "https://www.nejm.org/doi/10.1056/x".'),
        ("https://www-nejm-org.ezp-prod1.hul.harvard.edu/doi/x", '"https://www-nejm-org.ezp-prod1.hul.harvard.edu/doi/x" goes through the door of one library, which lets in nobody else. Write "https://www.nejm.org/doi/x".'),
        ("https://mail.google.com/mail/u/0/#inbox", '"https://mail.google.com/mail/u/0/#inbox" is a mailbox or a file of one person, which readers cannot open. Open it, and copy the address of the page itself from your browser.'),
        ("https://abc.sharepoint.com/x", '"https://abc.sharepoint.com/x" is a mailbox or a file of one person, which readers cannot open. Open it, and copy the address of the page itself from your browser.'),
    ],
)  # fmt: skip
def test_an_address_that_is_not_that_of_a_page_is_named_with_the_one_to_write(address: str, told: str) -> None:
    assert explain_web_address(address) == told


@pytest.mark.parametrize(
    "address",
    [
        "https://www.fda.gov/medwatch",
        "https://dailymed.nlm.nih.gov/dailymed/drugInfo.cfm?setid=33d066a9-34ff-4a1a-b38b-d10983df3300",
        "https://webarchive.library.unt.edu/web/20120925003233/http://www.fda.gov/Drugs/ucm175011.htm",
        "https://web.archive.org/web/2020/https://www.fda.gov/x",
        "https://www.scielo.br/j/jaos/a/QG39BRyVkpnjvgThsRsPrPM/?lang=en",
        "https://en.wikipedia.org/wiki/Botulinum_toxin_(drug)",
        "https://www.google.com/about",
        "https://books.google.com/books?id=abc",
        "https://www.facebook.com/FDA",
        "https://onlinelibrary.wiley.com/doi/10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
        "https://library.medicine.edu/guide",
        "https://www.nice.org.uk/guidance/ta260#section",
        "https://pubmed.ncbi.nlm.nih.gov/20647170/",
        "https://doi.org/10.1111/head.13849",
        "https://x.com/FDA",
        "https://www.proxylaw.org/a",
        "https://link.springer.com/article/10.1007/s00403-024-03792-6",
        "https://www.bmj.com/content/323/7313/596?ijkey=abc",
        "https://www.who.int/publications/i/item/9789241550352",
        "https://clinicaltrials.gov/study/NCT01234567?term=botox&rank=1",
        "https://www.ncbi.nlm.nih.gov/books/NBK470657/#s1",
        "https://www.gov.uk/drug-safety-update/x",
        "https://link.mail.ru-free.org/a",
        "https://go.drugbank.com/drugs/DB00083",
        "https://track.medtech.org/x",
        "https://www.fda.gov/page?id=utm",
        "https://xn--bcher-kva.example.com/a",
        "https://jamanetwork.com/journals/jama/fullarticle/2812345#:~:text=botox",
        "https://email.nejm.org/about",
        "https://www.regulations.gov:443/x",
        "https://library.hawaii.edu/x",
        "https://academic.oup.com/a/article/1/2/3/4?login=false",
        "https://my-company-org.github.io/x",
        "https://www.fda.gov/results?id=1",
        "https://www.medicines.org.uk/emc/product/859/smpc",
        "HTTPS://WWW.FDA.GOV/X",
        "https://www.cochranelibrary.com/cdsr/doi/10.1002/14651858.CD011616.pub2/full",
    ],
)  # fmt: skip
def test_the_address_of_a_page_may_be_linked_to(address: str) -> None:
    assert explain_web_address(address) == ""


def test_a_better_address_that_is_too_long_for_a_message_is_described() -> None:
    told = explain_web_address(f"https://www.fda.gov/{'a' * 90}?utm_source=x")
    assert told == '"utm_source" in the address follows readers. Take out "utm_source=" and its value.'


def test_an_address_in_a_plain_text_ends_before_the_marks_of_the_sentence() -> None:
    assert addresses_in("See https://www.fda.gov/a_(b), or (https://www.cdc.gov/).") == [
        "https://www.fda.gov/a_(b)",
        "https://www.cdc.gov/",
    ]


def test_a_plain_text_may_not_name_an_address_that_may_not_be_linked_to() -> None:
    with pytest.raises(ValueError, match=r'^The connection is not secure\. Write "https://www\.cdc\.gov/"\.$'):
        check_addresses_in("See http://www.cdc.gov/.")
