use std::fmt;

/// Something measured.
#[derive(Debug, Clone, Copy)]
pub enum Figure {
    Nanoseconds(f64),
    Bytes(f64),
}

/// What a figure should be.
#[derive(Debug, Clone, Copy)]
pub enum Aim {
    AtMost(Figure),
    /// At least so many times the first line.
    TimesFirst(f64),
}

/// One line of the table.
#[derive(Debug)]
pub struct Line {
    pub what: &'static str,
    pub figure: Figure,
    pub aim: Option<Aim>,
}

/// Prints Markdown; times are compared to the first line's.
pub fn print(lines: &[Line]) {
    let first = lines.first().map_or(1.0, |line| line.figure.amount());
    println!("| what | measured | times a hot check | aim | met |");
    println!("| --- | ---: | ---: | ---: | --- |");
    for Line { what, figure, aim } in lines {
        let times = match figure {
            Figure::Nanoseconds(time) if *time >= 100.0 * first => format!("{:.0}", time / first),
            Figure::Nanoseconds(time) => format!("{:.1}", time / first),
            Figure::Bytes(_) => String::new(),
        };
        let met = aim.map_or("", |aim| if aim.met(*figure, first) { "yes" } else { "**no**" });
        let aim = aim.map(|aim| aim.to_string()).unwrap_or_default();
        println!("| {what} | {figure} | {times} | {aim} | {met} |");
    }
}

impl Figure {
    const fn amount(self) -> f64 {
        match self {
            Self::Nanoseconds(amount) | Self::Bytes(amount) => amount,
        }
    }
}

impl Aim {
    fn met(self, figure: Figure, first: f64) -> bool {
        match self {
            Self::AtMost(most) => figure.amount() <= most.amount(),
            Self::TimesFirst(least) => figure.amount() >= least * first,
        }
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Nanoseconds(time) if time >= 1e6 => write!(f, "{:.1} ms", time / 1e6),
            Self::Nanoseconds(time) if time >= 1e3 => write!(f, "{:.1} µs", time / 1e3),
            Self::Nanoseconds(time) => write!(f, "{time:.0} ns"),
            Self::Bytes(bytes) => write!(f, "{bytes:.0} bytes"),
        }
    }
}

impl fmt::Display for Aim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AtMost(most) => write!(f, "≤ {most}"),
            Self::TimesFirst(least) => write!(f, "≥ {least} times"),
        }
    }
}
