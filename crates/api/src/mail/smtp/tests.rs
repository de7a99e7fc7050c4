use std::time::Duration;

use domain::Language;
use lettre::Message;

use crate::{
    config::MailSecurity,
    mail::{
        fake::{Fake, Reply},
        message::samples,
        queue::CLAIM,
        render::render,
        smtp::{Delivery, Mailer, MailerError, PATIENCE, Patience, try_out},
    },
    random::SystemRandom,
};

fn mailer(fake: &Fake) -> Mailer {
    Mailer::new(&fake.server()).expect("a mailer")
}

fn message(mailer: &Mailer) -> Message {
    let mail = &samples::all(Language::French)[0];
    let links = samples::links("https://palier.mosane.example");
    let id = "0190c0de-1111-7000-8000-000000000002".parse().expect("an id");
    render(mail, id, chrono::DateTime::UNIX_EPOCH, mailer.sender(), &links).expect("a mail")
}

async fn tried(fake: &Fake, change: impl FnOnce(&mut crate::config::MailServer)) -> Result<String, String> {
    let mut server = fake.server();
    change(&mut server);
    let links = samples::links("https://palier.mosane.example");
    let receiver = samples::receiver(Language::French);
    try_out(&server, receiver, &links, &SystemRandom, chrono::DateTime::UNIX_EPOCH).await
}

#[tokio::test]
async fn two_mails_go_over_one_connection() {
    let fake = Fake::start(|_| Reply::Usual);
    let mailer = mailer(&fake);
    for _ in 0..2 {
        assert_eq!(mailer.send(&message(&mailer)).await, Ok("250 2.0.0 taken as 4711".to_owned()));
        assert!(fake.mail().contains("R-2026-000123"));
    }
    assert_eq!(fake.connections(), 1);
}

#[tokio::test]
async fn a_refused_mail_leaves_the_connection_in_step() {
    let fake =
        Fake::start(|verb| if verb == "RCPT" { Reply::Say("550 5.1.1 no such user") } else { Reply::Usual });
    let mailer = mailer(&fake);
    let refused = Err(Delivery::Permanent("550 5.1.1 no such user".to_owned()));
    assert_eq!(mailer.send(&message(&mailer)).await, refused);
    fake.change(|_| Reply::Usual);
    assert!(mailer.send(&message(&mailer)).await.is_ok());
    assert_eq!(fake.connections(), 1);
}

#[tokio::test]
async fn a_server_that_does_not_answer_in_time_is_tried_again_on_a_new_connection() {
    let fake = Fake::start(|verb| if verb == "." { Reply::Hang } else { Reply::Usual });
    let mut mailer = mailer(&fake);
    let soon = Duration::from_millis(100);
    mailer.patience = Patience { step: Duration::from_secs(10), content: soon };
    let silent = mailer.send(&message(&mailer)).await;
    assert_eq!(silent, Err(Delivery::Temporary("the mail server did not answer within 0 s".to_owned())));
    mailer.patience.content = Duration::from_secs(10);
    fake.change(|_| Reply::Usual);
    assert!(mailer.send(&message(&mailer)).await.is_ok());
    assert_eq!(fake.connections(), 2);
}

#[tokio::test]
async fn a_server_that_hangs_up_is_tried_again() {
    for verb in ["EHLO", "MAIL", "DATA", "."] {
        let fake = Fake::start(move |it| if it == verb { Reply::Drop } else { Reply::Usual });
        let mailer = mailer(&fake);
        let failed = mailer.send(&message(&mailer)).await;
        assert!(matches!(&failed, Err(Delivery::Temporary(_))), "{verb}: {failed:?}");
    }
}

#[tokio::test]
async fn a_waiting_connection_that_died_costs_no_mail() {
    let fake = Fake::start(|verb| if verb == "RSET" { Reply::Drop } else { Reply::Usual });
    let mailer = mailer(&fake);
    assert!(mailer.send(&message(&mailer)).await.is_ok());
    assert!(mailer.send(&message(&mailer)).await.is_ok());
    assert_eq!(fake.connections(), 2);
}

#[tokio::test]
async fn a_trial_tells_what_the_server_said() {
    let fake = Fake::start(|_| Reply::Usual);
    assert_eq!(tried(&fake, |_| ()).await, Ok("250 2.0.0 taken as 4711".to_owned()));
    assert!(fake.mail().contains("Auto-Submitted: auto-generated"));
    fake.change(|verb| if verb == "RCPT" { Reply::Say("451 4.7.1 come back later") } else { Reply::Usual });
    assert_eq!(tried(&fake, |_| ()).await, Err("451 4.7.1 come back later".to_owned()));
}

#[tokio::test]
async fn a_trial_tells_at_which_step_it_failed() {
    let fake =
        Fake::start(
            |verb| if verb == "AUTH" { Reply::Say("535 5.7.8 wrong password") } else { Reply::Usual },
        );
    let account = |server: &mut crate::config::MailServer| {
        server.username = Some("palier".to_owned());
        server.password = Some("wrong".to_owned().into());
    };
    assert_eq!(tried(&fake, account).await, Err("cannot log in: 535 5.7.8 wrong password".to_owned()));
    let protected = tried(&fake, |server| server.security = MailSecurity::StartTls).await;
    assert_eq!(
        protected,
        Err("cannot protect the connection: it offers no STARTTLS; choose `tls`, or `none` for a relay on this machine".to_owned())
    );
    let nowhere = tried(&fake, |server| server.port = 1).await.expect_err("nobody is there");
    assert!(nowhere.starts_with("cannot connect to 127.0.0.1:1: "), "{nowhere}");
}

#[test]
fn a_server_that_cannot_work_is_refused_before_anything_is_sent() {
    let fake = Fake::start(|_| Reply::Usual);
    let refused = |change: fn(&mut crate::config::MailServer)| {
        let mut server = fake.server();
        change(&mut server);
        Mailer::new(&server).expect_err("refused")
    };
    assert!(matches!(refused(|it| it.from_address = "palier".to_owned()), MailerError::Sender(_)));
    assert!(matches!(refused(|it| it.username = Some("a".to_owned())), MailerError::HalfAnAccount));
    let absent = refused(|it| {
        it.security = MailSecurity::Tls;
        it.ca_file = Some("no/such/file.pem".into());
    });
    assert!(matches!(absent, MailerError::Authority(..)));
    let empty = refused(|it| {
        it.security = MailSecurity::Tls;
        it.ca_file = Some(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml").into());
    });
    assert!(matches!(empty, MailerError::NoCertificate(_) | MailerError::Tls(_)));
}

#[test]
fn the_slowest_delivery_ends_before_its_claim() {
    // RSET, connection, STARTTLS, AUTH, MAIL, RCPT, DATA, then the content.
    let slowest = PATIENCE.step * 7 + PATIENCE.content;
    assert!(slowest < CLAIM.to_std().expect("positive"), "{slowest:?}");
}
