"""What content/, deploy/target.toml and the environment say, read once into typed values that know their place.

names          the narrow types of every address and name: what is read goes through them, or is refused
data_file      a TOML or JSON file, read into models; data_places: where each of its values stands
redirects      content/data/redirects.toml
target         deploy/target.toml: where the site goes
plain_file     how a file is opened: itself, and nothing that it may lead to
text           bytes into text: UTF-8, and the signs that may stand nowhere
public_files   which pictures and texts are copied as they are; drawing, drawing_parts: what an SVG may hold
environment    SITEURL, SOURCE_DATE_EPOCH and DEPLOY_*
settings       what pelicanconf.py takes from all of them
"""
