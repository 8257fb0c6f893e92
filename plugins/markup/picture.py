"""Markdown: a picture becomes an element with its sizes, so that a phone loads a small one, and nothing on the page jumps.

`![A palm](/images/palm.jpg)` is written as Markdown has it. What the site makes of the file, `plugins/reading/pictures.py` says.
"""

from xml.etree.ElementTree import Element, SubElement

from markdown.treeprocessors import Treeprocessor

from plugins.reading.pictures import Picture, name_at

# How wide the browser will draw it: the measure of a text (--measure of tokens.css), or the screen
PLACE = "(min-width: 42rem) 38rem, 100vw"
ADDRESS = r"/images/[\w./-]+\.\d{1,4}\.webp \d{1,4}w"
SOURCE_SET = rf"{ADDRESS}(?:, {ADDRESS})*"


class PictureWriter(Treeprocessor):
    """Runs when the marks in the words are read. The first picture of a page is loaded at once, the others as they come near."""

    def run(self, root: Element) -> None:
        """Put each picture into its element."""
        is_first = True
        for parent in list(root.iter()):
            for index, child in enumerate(parent):
                if child.tag == "img":
                    known = self.md.pictures.get(child.get("src", ""))
                    if not is_first:
                        child.set("loading", "lazy")
                    child.set("decoding", "async")
                    is_first = False
                    if known:
                        parent[index] = picture_element(child, known)


def picture_element(img: Element, known: Picture) -> Element:
    """Return the element of a picture: its sizes as WebP, and the file of its own name for who cannot read that."""
    address = img.get("src", "")
    width, height = known.shown
    img.set("width", str(width))
    img.set("height", str(height))
    picture = Element("picture")
    picture.tail, img.tail = img.tail, None
    sizes = ", ".join(f"{name_at(address, each)} {each}w" for each in known.widths)
    SubElement(picture, "source", type="image/webp", srcset=sizes, sizes=PLACE)
    picture.append(img)
    return picture
