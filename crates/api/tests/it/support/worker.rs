use actix_web::web;
use api::app::App;
use chrono::Duration;
use tokio::{sync::watch, task::JoinHandle};

use super::TestApp;

/// An outbox worker at work; it ends with the test.
pub struct Working {
    stop: watch::Sender<bool>,
    task: JoinHandle<()>,
}

impl Working {
    /// Starts the worker of that server.
    pub fn on(app: &web::Data<App>) -> Self {
        let (stop, stopped) = watch::channel(false);
        Self { stop, task: tokio::spawn(api::serve::worker(app).run(stopped)) }
    }

    /// Lets it finish what is under way.
    pub async fn stop(self) {
        self.stop.send(true).expect("it listens");
        self.task.await.expect("it ends well");
    }
}

impl TestApp {
    /// Starts the worker of this server.
    pub fn work(&self) -> Working {
        Working::on(&self.app)
    }

    /// Lets time pass, and the worker notice.
    pub fn pass(&self, time: Duration) {
        self.clock.advance(time);
        self.app.outbox.notify_one();
    }
}
