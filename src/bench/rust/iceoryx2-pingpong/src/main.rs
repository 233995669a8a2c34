//! A ball between two processes over iceoryx2's publish-subscribe, in the order of calls of its own benchmark: a sample is
//! loaned before the one that comes back is waited for, both sides wait busily, each on a core of its own, and a
//! subscriber keeps one sample. Other than there, the sides are processes, and each round trip is timed.
//!
//! Arguments: the size of the payload in bytes, and what is done with it: descriptor (nothing), written (every byte by the
//! sender) or checked (written, and its sum taken by the receiver). For each line on standard input, a number of round trips,
//! one on standard output: the median and the 99th percentile of half a round trip, nanoseconds.

use core::mem::MaybeUninit;
use core::time::Duration;
use iceoryx2::port::publisher::Publisher;
use iceoryx2::port::subscriber::Subscriber;
use iceoryx2::prelude::*;
use iceoryx2::sample_mut::SampleMut;
use std::error::Error;
use std::io::BufRead;
use std::time::Instant;

type Failure = Box<dyn Error>;
type Loan = SampleMut<ipc::Service, [u8], ()>;

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    Descriptor,
    Written,
    Checked,
}

/// One side: it publishes under one name and subscribes to the other.
struct Side {
    publisher: Publisher<ipc::Service, [u8], ()>,
    subscriber: Subscriber<ipc::Service, [u8], ()>,
    _node: Node<ipc::Service>,
    bytes: usize,
    mode: Mode,
}

impl Side {
    fn open(to: &str, from: &str, bytes: usize, mode: Mode) -> Result<Side, Failure> {
        let node = NodeBuilder::new().create::<ipc::Service>()?;
        let service = |name: &str| -> Result<_, Failure> {
            Ok(node
                .service_builder(&name.try_into()?)
                .publish_subscribe::<[u8]>()
                .max_publishers(1)
                .max_subscribers(1)
                .history_size(0)
                .subscriber_max_buffer_size(1)
                .enable_safe_overflow(true)
                .open_or_create()?)
        };
        Ok(Side {
            publisher: service(to)?.publisher_builder().initial_max_slice_len(bytes).create()?,
            subscriber: service(from)?.subscriber_builder().create()?,
            _node: node,
            bytes,
            mode,
        })
    }

    fn loan(&self, ball: u64) -> Result<Loan, Failure> {
        let mut loan = self.publisher.loan_slice_uninit(self.bytes)?;
        if self.mode != Mode::Descriptor {
            loan.payload_mut().fill(MaybeUninit::new(ball as u8));
        }
        Ok(unsafe { loan.assume_init() })
    }

    fn catch(&self, ball: u64) -> Result<(), Failure> {
        loop {
            if let Some(sample) = self.subscriber.receive()? {
                if self.mode == Mode::Checked {
                    check(sample.payload(), ball);
                }
                return Ok(());
            }
        }
    }

    /// Throws so many balls and says how long each was on its way, there and back.
    fn throw(&self, balls: u64) -> Result<Vec<u64>, Failure> {
        let mut took = Vec::with_capacity(balls as usize);
        let mut loan = self.loan(0)?;
        let mut before = Instant::now();
        for ball in 0..balls {
            loan.send()?;
            loan = self.loan(ball + 1)?;
            self.catch(ball)?;
            let now = Instant::now();
            took.push((now - before).as_nanos() as u64);
            before = now;
        }
        Ok(took)
    }

    fn throw_back(&self, balls: u64) -> Result<(), Failure> {
        for ball in 0..balls {
            let loan = self.loan(ball)?;
            self.catch(ball)?;
            loan.send()?;
        }
        Ok(())
    }
}

fn check(payload: &[u8], ball: u64) {
    let word = u64::from_ne_bytes([ball as u8; 8]);
    let words = payload.chunks_exact(8).map(|bytes| u64::from_ne_bytes(bytes.try_into().unwrap()));
    let sum = words.fold(0u64, |sum, word| sum.wrapping_add(word));
    assert_eq!(sum, word.wrapping_mul(payload.len() as u64 / 8), "ball {ball}");
}

fn pin(core: usize) {
    unsafe {
        let mut set: libc::cpu_set_t = core::mem::zeroed();
        libc::CPU_SET(core, &mut set);
        libc::sched_setaffinity(0, size_of::<libc::cpu_set_t>(), &set);
    }
}

fn main() -> Result<(), Failure> {
    set_log_level(LogLevel::Error);
    let arguments: Vec<String> = std::env::args().collect();
    let bytes = arguments[1].parse()?;
    let mode = match arguments[2].as_str() {
        "written" => Mode::Written,
        "checked" => Mode::Checked,
        _ => Mode::Descriptor,
    };
    let there = format!("handoff-there-{}", std::process::id());
    let back = format!("handoff-back-{}", std::process::id());
    let mut pipe = [0; 2];
    unsafe { libc::pipe(pipe.as_mut_ptr()) };
    if unsafe { libc::fork() } == 0 {
        pin(1);
        unsafe { libc::close(pipe[1]) };
        let side = Side::open(&back, &there, bytes, mode)?;
        let mut balls = 0u64;
        while unsafe { libc::read(pipe[0], &raw mut balls as *mut libc::c_void, 8) } == 8 {
            side.throw_back(balls)?;
        }
        return Ok(());
    }
    pin(0);
    let side = Side::open(&there, &back, bytes, mode)?;
    std::thread::sleep(Duration::from_millis(300)); // until the other side is there
    for line in std::io::stdin().lock().lines() {
        let balls: u64 = line?.trim().parse()?;
        unsafe { libc::write(pipe[1], &raw const balls as *const libc::c_void, 8) };
        let mut took = side.throw(balls)?;
        took.sort_unstable();
        let half = |share: f64| took[((balls - 1) as f64 * share) as usize] as f64 / 2.0;
        println!("{} {}", half(0.5), half(0.99));
    }
    unsafe {
        libc::close(pipe[1]);
        libc::wait(core::ptr::null_mut());
    }
    Ok(())
}
