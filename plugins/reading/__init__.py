"""What content/, deploy/target.toml and the environment say, read once into typed values that know their place.

library        every page and block of content/, made of what source_files has found and opened
front_matter   a header, into article_fields: the fields of a page; shared_blocks: texts that pages share
site_data      content/data: practice, sources, reviewers, words; redirects: where pages moved
source_entries a source, of source_forms (DOI, PMID, pages, title) and source_authors; plain_text: texts of data files
target         deploy/target.toml: where the site goes
environment    SITEURL, SOURCE_DATE_EPOCH and DEPLOY_*
settings       what pelicanconf.py takes from all of them
data_file      a TOML or JSON file, read into models; data_places: where each of its values stands
names          the narrow types of every address and name, with contacts, server_names and addresses: what is read
               goes through them, or is refused
web_addresses  whether an address of the web is that of the page itself; its table has what else one may be
unread         what could not be read: what follows from it elsewhere is not told
plain_file     how a file is opened: itself, and nothing that it may lead to; project_file: any one of the project
text           bytes into text: UTF-8, and the signs that may stand nowhere
public_files   which pictures and texts are copied as they are; drawing, drawing_parts: what an SVG may hold
"""
