use base64::{Engine, engine::general_purpose::STANDARD};
use chrono::{DateTime, Utc};
use domain::{Language, OutboxId, RequestStatus};
use lettre::Message;

use super::{Kind, Sender, View, bodies, render};
use crate::mail::message::{Mail, samples};

fn sender() -> Sender {
    Sender { address: samples::address("palier@mosane.example"), name: None }
}

fn moment() -> DateTime<Utc> {
    "2026-03-09T08:41:00.123456Z".parse().expect("a moment")
}

fn id() -> OutboxId {
    "0190c0de-1111-7000-8000-000000000002".parse().expect("an id")
}

fn written(mail: &Mail, url: &str) -> Message {
    render(mail, id(), moment(), &sender(), &samples::links(url)).expect("a mail")
}

/// The header lines, folded ones in one.
fn headers(message: &Message) -> Vec<String> {
    let bytes = String::from_utf8(message.formatted()).expect("ASCII");
    let (head, _) = bytes.split_once("\r\n\r\n").expect("a body");
    head.replace("\r\n ", " ").split("\r\n").map(str::to_owned).collect()
}

fn header(message: &Message, name: &str) -> String {
    let prefix = format!("{name}: ");
    let found: Vec<_> =
        headers(message).into_iter().filter_map(|it| it.strip_prefix(&prefix).map(str::to_owned)).collect();
    assert_eq!(found.len(), 1, "{name}");
    found[0].clone()
}

/// RFC 2047, as far as lettre writes it.
fn decoded(value: &str) -> String {
    let mut out = String::new();
    let mut after_encoded = false;
    for word in value.split(' ') {
        let encoded = word.strip_prefix("=?utf-8?b?").and_then(|it| it.strip_suffix("?="));
        if !(out.is_empty() || after_encoded && encoded.is_some()) {
            out.push(' ');
        }
        after_encoded = encoded.is_some();
        match encoded {
            Some(base64) => {
                out += std::str::from_utf8(&STANDARD.decode(base64).expect("base64")).expect("UTF-8");
            }
            None => out += word,
        }
    }
    out
}

fn parts(mail: &Mail) -> (String, String) {
    let url = "https://palier.mosane.example";
    let view = View::of(mail, &samples::links(url)).expect("a view");
    bodies(mail.receiver().language, mail.kind(), &view).expect("both parts")
}

fn confirmation(change: impl FnOnce(&mut Mail)) -> Mail {
    let mut mail = samples::all(Language::French).remove(1);
    change(&mut mail);
    mail
}

#[test]
fn the_headers_name_the_mail_for_good() {
    let message = written(&samples::all(Language::French)[0], "https://palier.mosane.example");
    assert_eq!(
        header(&message, "Message-ID"),
        "<0190c0de-1111-7000-8000-000000000002@palier.mosane.example>"
    );
    assert_eq!(
        header(&message, "References"),
        "<0190c0de-0000-7000-8000-000000000001@palier.mosane.example>"
    );
    assert_eq!(header(&message, "List-Id"), "<requests.palier.mosane.example>");
    assert_eq!(header(&message, "Auto-Submitted"), "auto-generated");
    assert_eq!(header(&message, "Date"), "Mon, 09 Mar 2026 08:41:00 +0000");
    assert_eq!(header(&message, "To"), "huy@mosane.example");
    assert_eq!(decoded(&header(&message, "From")), "Société Mosane <palier@mosane.example>");
    assert!(header(&message, "Content-Type").starts_with("multipart/alternative;"));
}

#[test]
fn every_attempt_sends_the_same_bytes() {
    for mail in samples::all(Language::English) {
        let bytes = || written(&mail, "http://127.0.0.1:8080").formatted();
        assert_eq!(bytes(), bytes());
    }
}

#[test]
fn a_server_without_a_domain_has_ids_too() {
    let mail = &samples::all(Language::English)[0];
    let ids = ["http://127.0.0.1:8080", "http://[::1]:8080"].map(|url| {
        let message = written(mail, url);
        (
            header(&message, "Message-ID").split_once('@').expect("a host").1.to_owned(),
            header(&message, "List-Id"),
        )
    });
    assert_eq!(ids[0], ("[127.0.0.1]>".to_owned(), "<requests.localhost>".to_owned()));
    assert_eq!(ids[1], ("[IPv6:::1]>".to_owned(), "<requests.localhost>".to_owned()));
}

#[test]
fn no_value_can_add_a_header() {
    let names = |mail: &Mail| -> Vec<String> {
        let lines = headers(&written(mail, "https://palier.mosane.example"));
        lines.iter().map(|it| it.split_once(": ").expect("a header").0.to_owned()).collect()
    };
    let usual = names(&confirmation(|_| ()));
    for attack in [
        "a\r\nBcc: x@y.example",
        "a\nBcc: x@y.example",
        "a\rBcc: x@y.example\r\n\r\n<b>",
        "a\0\u{85}\u{2028}Bcc: x",
    ] {
        let mail = confirmation(|mail| {
            let Mail::Confirmation { receiver, request } = mail else { panic!("a confirmation") };
            receiver.organisation = attack.to_owned();
            for field in
                [&mut request.reference, &mut request.title, &mut request.site, &mut request.requester]
            {
                *field = attack.to_owned();
            }
        });
        assert_eq!(names(&mail), usual, "{attack:?}");
        let head = headers(&written(&mail, "https://palier.mosane.example")).join("\n");
        assert!(!head.contains('\0') && !head.contains('\r'), "{head}");
    }
}

#[test]
fn a_name_can_not_pretend_to_be_an_address() {
    let mail = confirmation(|mail| {
        let Mail::Confirmation { receiver, .. } = mail else { panic!("a confirmation") };
        receiver.organisation = r#"Boss" <boss@other.example>, ""#.to_owned();
    });
    let from = header(&written(&mail, "https://palier.mosane.example"), "From");
    assert_eq!(decoded(&from), r#"Boss" <boss@other.example>, " <palier@mosane.example>"#);
    assert_eq!(from.matches('@').count(), 1, "{from}");
}

#[test]
fn a_long_title_in_any_script_arrives_whole() {
    let words = format!("{} {}", "Électricité coupée 漢字 ".repeat(12), "é".repeat(48));
    for title in
        [words.chars().take(300).collect::<String>(), "a".repeat(300), "漢".repeat(300), "mot ".repeat(75)]
    {
        let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        let mail = confirmation(|mail| {
            let Mail::Confirmation { request, .. } = mail else { panic!("a confirmation") };
            request.title.clone_from(&title);
        });
        let message = written(&mail, "https://palier.mosane.example");
        assert_eq!(
            decoded(&header(&message, "Subject")),
            format!("R-2026-000123 · Demande bien reçue : {title}")
        );
        let bytes = message.formatted();
        assert!(bytes.is_ascii() && bytes.split(|&it| it == b'\n').all(|line| line.len() < 998));
    }
}

#[test]
fn the_text_part_holds_what_was_typed_and_no_entities() {
    let (text, _) = parts(&samples::all(Language::French)[0]);
    for line in [
        "Une nouvelle demande attend l’équipe du site Huy.",
        "Ascenseur <bloqué> & bruyant",
        "Référence : R-2026-000123",
        "De la part de : Nadia Lefèvre",
        "État : À assigner",
        "Merci d'avance !",
        "https://palier.mosane.example/requests/0190c0de-0000-7000-8000-000000000001",
        "Message automatique de Société Mosane : une réponse à cette adresse ne serait lue par personne.",
    ] {
        assert!(text.lines().any(|it| it == line), "{line}\n{text}");
    }
}

#[test]
fn the_html_part_escapes_what_was_typed_and_shows_the_link_twice() {
    let (_, html) = parts(&samples::all(Language::English)[0]);
    assert!(html.contains("Ascenseur &#60;bloqué&#62; &#38; bruyant"), "{html}");
    assert!(html.contains("Depuis ce matin.<br>"), "{html}");
    let link = "https://palier.mosane.example/requests/0190c0de-0000-7000-8000-000000000001";
    assert!(html.contains(&format!(">{link}</a>")) && html.matches(&format!("href=\"{link}\"")).count() == 2);
    assert!(html.contains("<html lang=\"en\">") && !html.contains("<img") && !html.contains("<bloqué>"));
}

#[test]
fn a_status_is_told_in_the_words_of_the_app() {
    let told = |language| -> Vec<String> {
        let mails = samples::all(language);
        let changes = mails.iter().filter(|it| it.kind() == Kind::StatusChanged);
        changes.map(|it| parts(it).0.lines().nth(2).expect("the news").to_owned()).collect()
    };
    let french = ["Reçue", "En cours", "En attente", "Terminée", "Refusée", "Annulée"];
    assert_eq!(told(Language::French), french.map(|it| format!("Votre demande a changé d’état : {it}.")));
    let english = ["Received", "In progress", "On hold", "Done", "Rejected", "Cancelled"];
    assert_eq!(told(Language::English), english.map(|it| format!("Your request has a new status: {it}.")));
}

#[test]
fn a_reason_is_told_where_there_is_one() {
    for (language, word) in [(Language::French, "Motif : "), (Language::English, "Reason: ")] {
        for mail in samples::all(language) {
            let rejected = matches!(&mail, Mail::StatusChanged { status: RequestStatus::Rejected, .. });
            let (text, html) = parts(&mail);
            assert_eq!(text.contains(&format!("{word}Hors <de> notre ressort")), rejected, "{text}");
            assert_eq!(html.contains(&format!("{word}Hors &#60;de&#62; notre ressort")), rejected, "{html}");
            assert_eq!(text.contains(word), rejected, "{text}");
        }
    }
}

#[test]
fn each_status_has_a_sentence_of_its_own() {
    for language in [Language::French, Language::English] {
        let mails = samples::all(language);
        let changes = mails.iter().filter(|it| it.kind() == Kind::StatusChanged);
        let mut sentences: Vec<_> = changes.map(|it| parts(it).0.lines().nth(3).map(str::to_owned)).collect();
        sentences.sort();
        sentences.dedup();
        assert_eq!(sentences.len(), RequestStatus::ALL.len(), "{sentences:?}");
        assert!(sentences.iter().flatten().all(|it| it.ends_with('.') && it.trim() == it), "{sentences:?}");
    }
}

#[test]
fn who_has_no_name_is_greeted_without_one() {
    let mail = confirmation(|mail| {
        let Mail::Confirmation { request, .. } = mail else { panic!("a confirmation") };
        request.requester.clear();
    });
    assert!(parts(&mail).0.starts_with("Bonjour,\n"));
    assert!(parts(&confirmation(|_| ())).0.starts_with("Bonjour Nadia Lefèvre,\n"));
}

/// What a template reads and decides, in order, without its language.
fn placeholders(template: &str, language: &str) -> Vec<String> {
    let opened = template.split("{{").skip(1).filter_map(|it| it.split_once("}}"));
    let mut found: Vec<_> = opened.map(|(inside, _)| inside.trim().to_owned()).collect();
    let decided = template.split("{%").skip(1).filter_map(|it| it.split_once("%}"));
    found
        .extend(decided.map(|(inside, _)| inside.replace(&format!("\"{language}/"), "\"").trim().to_owned()));
    found
}

#[test]
fn both_languages_have_the_same_templates_and_placeholders() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let of = |language: Language| -> std::collections::BTreeMap<String, Vec<String>> {
        let files = std::fs::read_dir(folder.join(language.word())).expect("a folder");
        let paths = files.map(|file| file.expect("a file").path());
        let read = |path: std::path::PathBuf| {
            let text = std::fs::read_to_string(&path).expect("text");
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            (name, placeholders(&text, language.word()))
        };
        paths.map(read).collect()
    };
    let english = of(Language::English);
    assert!(english.len() >= 8 && english["new_request.txt"].contains(&"mail.title".to_owned()));
    for &language in Language::ALL {
        assert_eq!(of(language), english, "{language}");
    }
}
