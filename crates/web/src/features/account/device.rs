//! What a browser says of itself, in words that people know.

/// A browser on a system; each where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Device {
    pub(super) browser: Option<&'static str>,
    pub(super) system: Option<&'static str>,
}

/// Those that name others too come before those.
const BROWSERS: [(&str, &str); 10] = [
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Vivaldi/", "Vivaldi"),
    ("FxiOS/", "Firefox"),
    ("Firefox/", "Firefox"),
    ("CriOS/", "Chrome"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
    ("curl/", "curl"),
];

const SYSTEMS: [(&str, &str); 7] = [
    ("Windows", "Windows"),
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
];

impl Device {
    /// What stands behind a `User-Agent`.
    pub(super) fn of(agent: &str) -> Self {
        let named = |names: &[(&str, &'static str)]| {
            names.iter().find(|(sign, _)| agent.contains(sign)).map(|&(_, name)| name)
        };
        Self { browser: named(&BROWSERS), system: named(&SYSTEMS) }
    }

    /// Whether it is one that people carry.
    pub(super) fn is_phone(self) -> bool {
        matches!(self.system, Some("Android" | "iPhone" | "iPad"))
    }
}

#[cfg(test)]
mod tests {
    use super::Device;

    #[test]
    fn a_browser_that_names_others_is_known_by_its_own_name() {
        for (agent, browser, system) in [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 \
                 Safari/537.36 Edg/140.0",
                "Edge",
                "Windows",
            ),
            ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox", "Linux"),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 \
                 Mobile/15E148 Safari/604.1",
                "Safari",
                "iPhone",
            ),
            (
                "Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36",
                "Chrome",
                "Android",
            ),
        ] {
            let device = Device::of(agent);
            assert_eq!((device.browser, device.system), (Some(browser), Some(system)), "{agent}");
        }
    }

    #[test]
    fn a_program_that_says_little_is_not_guessed_at() {
        assert_eq!(Device::of("reporting/1.2"), Device { browser: None, system: None });
        assert!(Device::of("Firefox/1 (Android 16)").is_phone());
    }
}
