//! Markdown as views: HTML in it is text, pictures are their description, and links lead out only by web or mail.

use leptos::prelude::*;
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag};

/// Deeper than any text that is meant to be read; what is nested further is shown where it stands.
const DEEPEST: usize = 16;

/// A text in Markdown (CommonMark).
#[component]
pub fn Markdown(text: String) -> impl IntoView {
    view! { <div class="document">{shown(pieces(&text))}</div> }
}

/// A part of a text.
#[derive(Debug, PartialEq)]
enum Piece {
    Text(String),
    Code(String),
    Break,
    Rule,
    Within(Frame, Vec<Self>),
}

/// What stands around parts of a text.
#[derive(Debug, PartialEq)]
enum Frame {
    /// Nothing to be seen.
    None,
    Paragraph,
    Heading(HeadingLevel),
    Quote,
    Block,
    Bullets,
    Numbers(u64),
    Item,
    Weak,
    Strong,
    Link(String),
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut open: Vec<(Frame, Vec<Piece>)> = vec![(Frame::None, Vec::new())];
    let mut too_deep = 0_usize;
    for event in Parser::new(text) {
        let piece = match event {
            Event::Start(_) if open.len() > DEEPEST => {
                too_deep += 1;
                continue;
            }
            Event::Start(tag) => {
                open.push((frame(tag), Vec::new()));
                continue;
            }
            Event::End(_) if too_deep > 0 => {
                too_deep -= 1;
                continue;
            }
            Event::End(_) => match open.pop() {
                Some((frame, inside)) => Piece::Within(frame, inside),
                None => continue,
            },
            Event::Code(text) => Piece::Code(text.to_string()),
            Event::SoftBreak => Piece::Text("\n".to_owned()),
            Event::HardBreak => Piece::Break,
            Event::Rule => Piece::Rule,
            Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => Piece::Text(text.to_string()),
            // Extensions that are not switched on.
            _ => continue,
        };
        match open.last_mut() {
            Some((_, inside)) => inside.push(piece),
            None => open.push((Frame::None, vec![piece])),
        }
    }
    open.into_iter().next().map(|(_, inside)| inside).unwrap_or_default()
}

fn frame(tag: Tag) -> Frame {
    match tag {
        Tag::Paragraph | Tag::HtmlBlock => Frame::Paragraph,
        Tag::Heading { level, .. } => Frame::Heading(level),
        Tag::BlockQuote(_) => Frame::Quote,
        Tag::CodeBlock(_) => Frame::Block,
        Tag::List(None) => Frame::Bullets,
        Tag::List(Some(first)) => Frame::Numbers(first),
        Tag::Item => Frame::Item,
        Tag::Emphasis => Frame::Weak,
        Tag::Strong => Frame::Strong,
        Tag::Link { dest_url, .. } => outward(&dest_url).map_or(Frame::None, Frame::Link),
        _ => Frame::None,
    }
}

/// A link that leads out by web or mail; any other scheme could run something.
fn outward(link: &str) -> Option<String> {
    let scheme = link.split(':').next().filter(|scheme| scheme.len() < link.len())?;
    ["http", "https", "mailto"].iter().any(|it| scheme.eq_ignore_ascii_case(it)).then(|| link.to_owned())
}

fn shown(pieces: Vec<Piece>) -> Vec<AnyView> {
    pieces.into_iter().map(one).collect()
}

fn one(piece: Piece) -> AnyView {
    match piece {
        Piece::Text(text) => text.into_any(),
        Piece::Code(text) => view! { <code>{text}</code> }.into_any(),
        Piece::Break => view! { <br/> }.into_any(),
        Piece::Rule => view! { <hr/> }.into_any(),
        Piece::Within(frame, inside) => framed(frame, shown(inside)),
    }
}

fn framed(frame: Frame, inside: Vec<AnyView>) -> AnyView {
    match frame {
        Frame::None => inside.into_any(),
        Frame::Paragraph => view! { <p>{inside}</p> }.into_any(),
        Frame::Heading(level) => heading(level, inside),
        Frame::Quote => view! { <blockquote>{inside}</blockquote> }.into_any(),
        Frame::Block => view! { <pre><code>{inside}</code></pre> }.into_any(),
        Frame::Bullets => view! { <ul>{inside}</ul> }.into_any(),
        Frame::Numbers(first) => view! { <ol start=first.to_string()>{inside}</ol> }.into_any(),
        Frame::Item => view! { <li>{inside}</li> }.into_any(),
        Frame::Weak => view! { <em>{inside}</em> }.into_any(),
        Frame::Strong => view! { <strong>{inside}</strong> }.into_any(),
        Frame::Link(href) => {
            view! { <a href=href target="_blank" rel="noopener noreferrer">{inside}</a> }.into_any()
        }
    }
}

/// One lower than written: the page has its own title.
fn heading(level: HeadingLevel, inside: Vec<AnyView>) -> AnyView {
    match level {
        HeadingLevel::H1 => view! { <h2>{inside}</h2> }.into_any(),
        HeadingLevel::H2 => view! { <h3>{inside}</h3> }.into_any(),
        HeadingLevel::H3 => view! { <h4>{inside}</h4> }.into_any(),
        HeadingLevel::H4 => view! { <h5>{inside}</h5> }.into_any(),
        HeadingLevel::H5 | HeadingLevel::H6 => view! { <h6>{inside}</h6> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::{DEEPEST, Frame, Piece, outward, pieces};

    fn text(word: &str) -> Piece {
        Piece::Text(word.to_owned())
    }

    fn flat(pieces: &[Piece]) -> String {
        let word = |piece: &Piece| match piece {
            Piece::Text(text) | Piece::Code(text) => text.clone(),
            Piece::Break | Piece::Rule => String::new(),
            Piece::Within(_, inside) => flat(inside),
        };
        pieces.iter().map(word).collect()
    }

    fn depth(pieces: &[Piece]) -> usize {
        let of = |piece: &Piece| if let Piece::Within(_, inside) = piece { 1 + depth(inside) } else { 0 };
        pieces.iter().map(of).max().unwrap_or_default()
    }

    #[test]
    fn html_is_text() {
        let told = pieces("A <b onclick=x>word</b>\n\n<script>alert(1)</script>\n");
        assert_eq!(flat(&told), "A <b onclick=x>word</b><script>alert(1)</script>\n");
    }

    #[test]
    fn links_lead_out_by_web_or_mail_only() {
        for link in ["https://e.example/x", "HTTP://e.example", "mailto:a@e.example"] {
            assert_eq!(outward(link).as_deref(), Some(link));
        }
        for link in
            ["javascript:alert(1)", "JavaScript:x", "data:text/html,x", "/requests", "//e.example", "", ":"]
        {
            assert_eq!(outward(link), None, "{link}");
        }
        let told = pieces("[a](javascript:alert(1)) [b](https://e.example)");
        let link = Piece::Within(Frame::Link("https://e.example".to_owned()), vec![text("b")]);
        let none = Piece::Within(Frame::None, vec![text("a")]);
        assert_eq!(told, [Piece::Within(Frame::Paragraph, vec![none, text(" "), link])]);
    }

    #[test]
    fn a_picture_is_its_description() {
        assert_eq!(flat(&pieces("![Plan](https://e.example/x.png)")), "Plan");
    }

    #[test]
    fn what_is_nested_without_end_stays_shallow_and_readable() {
        let told = pieces(&format!("{} end", ">".repeat(5_000)));
        assert!(flat(&told).contains("end"));
        assert!(depth(&told) <= DEEPEST);
        let told = pieces(&format!("{}word{}", "*a **b ".repeat(500), "** *".repeat(500)));
        assert!(flat(&told).contains("word") && depth(&told) <= DEEPEST);
    }
}
