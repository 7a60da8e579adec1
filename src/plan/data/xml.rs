//! XML into memory.

use std::{borrow::Cow, io};

use quick_xml::{
    Writer,
    events::{BytesDecl, BytesText, Event},
};

/// Writes XML into memory.
pub type Xml = Writer<Vec<u8>>;

/// A document with one root, whose attributes and content are given.
pub fn document(root: &str, attributes: &[(&str, &str)], content: impl FnOnce(&mut Xml) -> io::Result<()>) -> Vec<u8> {
    let mut xml = Writer::new_with_indent(Vec::new(), b' ', 1);
    let write = |xml: &mut Xml| -> io::Result<()> {
        xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml.create_element(root).with_attributes(attributes.iter().copied()).write_inner_content(content)?;
        Ok(())
    };
    write(&mut xml).expect("memory can be written to");
    let mut bytes = xml.into_inner();
    bytes.push(b'\n');
    bytes
}

/// An element with text.
pub fn text(xml: &mut Xml, name: &str, text: &str) -> io::Result<()> {
    xml.create_element(name).write_text_content(BytesText::new(&legal(text)))?;
    Ok(())
}

/// An element without content.
pub fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> io::Result<()> {
    let attributes: Vec<(&str, Cow<'_, str>)> = attributes.iter().map(|(name, value)| (*name, legal(value))).collect();
    xml.create_element(name).with_attributes(attributes.iter().map(|(name, value)| (*name, &**value))).write_empty()?;
    Ok(())
}

/// A text without the characters XML 1.0 cannot hold.
fn legal(text: &str) -> Cow<'_, str> {
    let illegal = |c: char| (c < ' ' && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    if text.contains(illegal) { Cow::Owned(text.replace(illegal, "")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::{document, empty, text};

    #[test]
    fn texts_are_escaped_and_legal() {
        let bytes = document("a", &[("xmlns", "urn:x")], |xml| {
            text(xml, "b", "1 < 2 & \u{1}3")?;
            empty(xml, "c", &[("d", "\"e\"")])
        });
        let expected =
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<a xmlns=\"urn:x\">\n <b>1 &lt; 2 &amp; 3</b>\n <c d=\"&quot;e&quot;\"/>\n</a>\n";
        assert_eq!(String::from_utf8(bytes).expect("text"), expected);
    }
}
