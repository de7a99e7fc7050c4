//! A mail server that answers as a test tells it to.

use std::{
    io::{BufRead, BufReader, Write},
    net::{TcpListener, TcpStream},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use crate::config::{MailSecurity, MailServer};

/// What the server does at a command.
#[derive(Debug, Clone, Copy)]
pub enum Reply {
    /// What a good server says.
    Usual,
    Say(&'static str),
    /// Nothing, for as long as the client stays.
    Hang,
    Drop,
}

type Script = dyn Fn(&str) -> Reply + Send + Sync;

/// The running server.
pub struct Fake {
    port: u16,
    pub connections: Arc<AtomicUsize>,
    /// Every mail it took, in order.
    pub mails: Mutex<Receiver<String>>,
    script: Arc<Mutex<Arc<Script>>>,
}

impl Fake {
    /// Answers each command (and `.`, the end of a mail) as `script` says.
    pub fn start(script: impl Fn(&str) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let connections = Arc::new(AtomicUsize::new(0));
        let (taken, mails) = channel();
        let script: Arc<Mutex<Arc<Script>>> = Arc::new(Mutex::new(Arc::new(script)));
        let (counter, current) = (Arc::clone(&connections), Arc::clone(&script));
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                counter.fetch_add(1, Ordering::SeqCst);
                let (current, taken) = (Arc::clone(&current), taken.clone());
                thread::spawn(move || talk(&stream, &current, &taken));
            }
        });
        Self { port, connections, mails: Mutex::new(mails), script }
    }

    /// From now on it answers like this.
    pub fn change(&self, script: impl Fn(&str) -> Reply + Send + Sync + 'static) {
        *self.script.lock().expect("not poisoned") = Arc::new(script);
    }

    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// The next mail it took; waits for it.
    pub fn mail(&self) -> String {
        let mails = self.mails.lock().expect("not poisoned");
        mails.recv_timeout(std::time::Duration::from_secs(20)).expect("a mail")
    }

    pub fn server(&self) -> MailServer {
        MailServer {
            host: "127.0.0.1".to_owned(),
            port: self.port,
            security: MailSecurity::None,
            username: None,
            password: None,
            from_address: "palier@mosane.example".to_owned(),
            from_name: None,
            ca_file: None,
        }
    }
}

fn talk(stream: &TcpStream, script: &Mutex<Arc<Script>>, taken: &Sender<String>) -> Option<()> {
    let mut writer = stream;
    let mut lines = BufReader::new(stream).lines().map_while(Result::ok);
    writer.write_all(b"220 fake\r\n").ok()?;
    while let Some(line) = lines.next() {
        let verb = line.split_whitespace().next().unwrap_or_default().to_owned();
        answer(&mut writer, script, &verb)?;
        if verb == "DATA" {
            let mail: Vec<String> = lines.by_ref().take_while(|it| it != ".").collect();
            answer(&mut writer, script, ".")?;
            taken.send(mail.join("\n")).ok()?;
        }
    }
    Some(())
}

fn answer(writer: &mut impl Write, script: &Mutex<Arc<Script>>, verb: &str) -> Option<()> {
    let script = Arc::clone(&script.lock().expect("not poisoned"));
    let said = match script(verb) {
        Reply::Drop => return None,
        Reply::Hang => return Some(()),
        Reply::Say(said) => said,
        Reply::Usual => match verb {
            "EHLO" => "250-fake\r\n250 AUTH PLAIN",
            "AUTH" => "235 welcome",
            "DATA" => "354 go on",
            "." => "250 2.0.0 taken as 4711",
            "QUIT" => "221 bye",
            _ => "250 ok",
        },
    };
    write!(writer, "{said}\r\n").ok()
}
