//! An X server of its own with the app in it, and the fingers: `xdotool`.

use std::fs::{self, File};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// What this machine lacks.
pub(crate) struct Missing(pub(crate) String);

/// Longest wait for the first picture: a software driver compiles its shaders first.
const START: Duration = Duration::from_mins(2);
/// Longer than a frame of a software driver, so that nothing is pressed and let go between two looks at the keys.
const FRAME: Duration = Duration::from_millis(90);

/// The time, for giving up.
#[expect(clippy::disallowed_methods, reason = "a test in a real window waits in real time")]
pub(crate) fn now() -> Instant {
    Instant::now()
}

/// A named widget or text on the screen.
#[derive(Clone, Debug)]
pub(crate) struct Named {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
    pub(crate) name: String,
}

/// The server, the app, and the folder they write to.
pub(crate) struct Desktop {
    display: String,
    server: Child,
    app: Option<Child>,
    folder: TempDir,
}

impl Drop for Desktop {
    fn drop(&mut self) {
        for child in self.app.iter_mut().chain([&mut self.server]) {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

impl Desktop {
    /// Starts a server and the app in it.
    pub(crate) fn start() -> Result<Self, Missing> {
        for tool in ["Xvfb", "xdotool"] {
            let found = Command::new("which").arg(tool).stdout(Stdio::null()).stderr(Stdio::null()).status();
            if !found.is_ok_and(|status| status.success()) {
                return Err(Missing(format!("{tool} is not installed")));
            }
        }
        let number = (90..200).find(|n| !PathBuf::from(format!("/tmp/.X11-unix/X{n}")).exists());
        let display = format!(":{}", number.ok_or(Missing("no display number is free".into()))?);
        let server = Command::new("Xvfb")
            .args([&display, "-screen", "0", "1280x720x24", "-nolisten", "tcp"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|error| Missing(format!("Xvfb does not start: {error}")))?;
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mut desktop = Self { display, server, app: None, folder };
        let socket = format!("/tmp/.X11-unix/X{}", &desktop.display[1..]);
        desktop.wait("the X server", START, |_| fs::exists(&socket).unwrap_or(false));
        desktop.open()?;
        Ok(desktop)
    }

    /// Opens the app, and waits for its first frame.
    pub(crate) fn open(&mut self) -> Result<(), Missing> {
        let _ = fs::remove_file(self.map_file());
        let log = File::create(self.log_file()).expect("a log file");
        let mut command = Command::new(env!("CARGO_BIN_EXE_embolize"));
        command
            .args(["play", "hepatic_hcc"])
            .env("DISPLAY", &self.display)
            .env("EMBOLIZE_DATA_DIR", self.folder.path())
            .env("EMBOLIZE_UI_MAP", self.map_file())
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(log);
        self.app = Some(command.spawn().expect("the binary was built"));
        let start = now();
        while self.names().is_empty() {
            let log = fs::read_to_string(self.log_file()).unwrap_or_default();
            if let Some(line) = log.lines().find(|line| line.contains("no window:")) {
                return Err(Missing(line.to_owned()));
            }
            assert!(start.elapsed() < START, "the app shows nothing:\n{log}");
            std::thread::sleep(FRAME);
        }
        let window = self.tool(&["search", "--sync", "--onlyvisible", "--name", "embolize"]);
        let window = window.lines().last().expect("the window is there").to_owned();
        self.tool(&["windowfocus", "--sync", &window]);
        std::thread::sleep(FRAME);
        Ok(())
    }

    /// Ends the app as a power cut would.
    pub(crate) fn cut_off(&mut self) {
        if let Some(mut app) = self.app.take() {
            let _ = app.kill();
            let _ = app.wait();
        }
    }

    fn map_file(&self) -> PathBuf {
        self.folder.path().join("map.txt")
    }

    fn log_file(&self) -> PathBuf {
        self.folder.path().join("log.txt")
    }

    /// What a screen reader would be told, as of the last frame.
    pub(crate) fn names(&self) -> Vec<Named> {
        let text = fs::read_to_string(self.map_file()).unwrap_or_default();
        text.lines().filter_map(named).collect()
    }

    /// A text on the screen that begins with this.
    pub(crate) fn text(&self, prefix: &str) -> Option<String> {
        self.names().into_iter().map(|named| named.name).find(|name| name.starts_with(prefix))
    }

    /// Waits until something is so.
    pub(crate) fn wait(&self, what: &str, longest: Duration, so: impl Fn(&Self) -> bool) {
        let start = now();
        while !so(self) {
            if start.elapsed() > longest {
                self.shoot("timeout");
                let log = fs::read_to_string(self.log_file()).unwrap_or_default();
                panic!("waited for {what} in vain; on the screen:\n{:#?}\n{log}", self.texts());
            }
            std::thread::sleep(Duration::from_millis(15));
        }
    }

    fn texts(&self) -> Vec<String> {
        self.names().into_iter().map(|named| named.name).collect()
    }

    /// Clicks the widget of this name, scrolled into sight first.
    pub(crate) fn click(&self, name: &str) {
        let find = |desktop: &Self| desktop.names().into_iter().find(|named| named.name == name);
        self.wait(name, Duration::from_secs(20), |desktop| find(desktop).is_some());
        for _ in 0..60 {
            let Some(place) = find(self) else { continue };
            // A wheel goes on scrolling for some frames.
            std::thread::sleep(FRAME * 2);
            if find(self).is_none_or(|now| (now.y - place.y).abs() > 1.0) {
                continue;
            }
            let (x, y) = (place.x + (place.width / 2.0).min(40.0), place.y + place.height / 2.0);
            // All that is clicked in the suite is on a tab, which scrolls between the row of tabs and the captions at
            // 1280 by 720; the pages scroll anywhere.
            let tabs = self.names().into_iter().find(|named| named.name == "4 Studies");
            let (top, bottom) = tabs.map_or((0.0, 720.0), |tabs| (tabs.y + tabs.height + 10.0, 625.0));
            if y > top + 6.0 && y < bottom - 6.0 {
                let at = [format!("{x:.0}"), format!("{y:.0}")];
                self.tool(&["mousemove", &at[0], &at[1]]);
                std::thread::sleep(FRAME);
                self.shoot("last-click");
                if find(self).is_none_or(|now| (now.y - place.y).abs() > 1.0) {
                    continue;
                }
                self.tool(&["mousedown", "1"]);
                std::thread::sleep(FRAME);
                self.tool(&["mouseup", "1"]);
                std::thread::sleep(FRAME);
                return;
            }
            let middle = format!("{:.0}", f64::midpoint(top, bottom));
            let wheel = if y > bottom - 6.0 { "5" } else { "4" };
            self.tool(&["mousemove", &format!("{x:.0}"), &middle, "click", wheel]);
            std::thread::sleep(FRAME * 2);
        }
        panic!("{name} does not scroll into sight");
    }

    /// Presses a key and lets it go.
    pub(crate) fn tap(&self, key: &str) {
        self.down(key);
        std::thread::sleep(FRAME);
        self.up(key);
        std::thread::sleep(FRAME);
    }

    /// Presses a key.
    pub(crate) fn down(&self, key: &str) {
        self.tool(&["keydown", key]);
    }

    /// Lets a key go.
    pub(crate) fn up(&self, key: &str) {
        self.tool(&["keyup", key]);
    }

    fn tool(&self, arguments: &[&str]) -> String {
        let output = Command::new("xdotool").args(arguments).env("DISPLAY", &self.display).output();
        String::from_utf8_lossy(&output.expect("xdotool runs").stdout).into_owned()
    }

    /// Keeps a picture of the screen, where a folder is given and a tool is there.
    pub(crate) fn shoot(&self, name: &str) {
        let Some(folder) = std::env::var_os("EMBOLIZE_SHOTS").map(PathBuf::from) else { return };
        let _ = fs::create_dir_all(&folder);
        let file = folder.join(format!("{name}.png"));
        let _ = Command::new("import")
            .args(["-window", "root"])
            .arg(file)
            .env("DISPLAY", &self.display)
            .stderr(Stdio::null())
            .status();
    }

    /// Files of attempts with this ending.
    pub(crate) fn attempts(&self, ending: &str) -> Vec<String> {
        let Ok(files) = fs::read_dir(self.folder.path().join("sessions")) else { return Vec::new() };
        files
            .filter_map(|file| Some(file.ok()?.path()))
            .filter(|path| path.to_string_lossy().ends_with(ending))
            .filter_map(|path| fs::read_to_string(path).ok())
            .collect()
    }
}

fn named(line: &str) -> Option<Named> {
    let mut words = line.splitn(5, ' ');
    let mut number = || words.next()?.parse::<f64>().ok();
    let (x, y, width, height) = (number()?, number()?, number()?, number()?);
    Some(Named { x, y, width, height, name: words.next()?.to_owned() })
}
