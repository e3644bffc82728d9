//! `vitrine ps`, `threads`, `why` and `graph`: one moment of a run, as text.

use lexopt::prelude::*;

use serde_json::{Value as Json, json};
use vitrine_inspect::{
    EdgeKind, Graph, Hold, Lang, Moment, Node, Outlook, SyncObject, banker_text, duration, graph,
    graph_dot, graph_text, ps, threads_text, why_text,
};
use vitrine_scenario::{Session, decode_link};

use crate::arguments::{Command, Failure, RunOptions, machine_option};
use crate::language;
use crate::program::{failure, scenario};

/// Steps that are made at once on the way to the end.
const SLICE: u64 = 1_000_000;

/// Which view.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Which {
    Ps,
    Threads,
    Why,
    Graph,
}

/// How the graph is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Text,
    Dot,
    Json,
}

/// What to look at, and when.
pub(crate) struct Look {
    options: RunOptions,
    which: Which,
    /// `None` is the end, or the step of a link.
    at: Option<At>,
    tid: Option<i32>,
    shape: Shape,
    lang: Lang,
}

#[derive(Clone, Copy)]
enum At {
    Step(u64),
    End,
}

/// Reads the rest of the command line. Options stand anywhere; after `--` come the program's arguments.
pub(crate) fn parse(word: &str, mut parser: lexopt::Parser) -> Result<Command, Failure> {
    let which = match word {
        "ps" => Which::Ps,
        "threads" => Which::Threads,
        "why" => Which::Why,
        _ => Which::Graph,
    };
    let mut look = Look {
        options: RunOptions::default(),
        which,
        at: None,
        tid: None,
        shape: Shape::Text,
        lang: language::of_views(),
    };
    while let Some(argument) = parser.next()? {
        match argument {
            Long("at") => look.at = Some(at(&parser.value()?.to_string_lossy())?),
            Long("lang") => look.lang = lang(&parser.value()?.to_string_lossy())?,
            Long("dot") if which == Which::Graph => look.shape = Shape::Dot,
            Long("json") if which == Which::Graph => look.shape = Shape::Json,
            Long(name) => {
                let name = name.to_owned();
                if !machine_option(&mut look.options, &name, &mut parser)? {
                    return Err(Long(&name).unexpected().into());
                }
            }
            Value(value) => {
                let text = value.to_string_lossy();
                let is_source = text.ends_with(".c");
                match text.parse() {
                    Ok(tid) if which == Which::Why && !look.options.programs.is_empty() => {
                        look.tid = Some(tid);
                    }
                    _ if look.options.programs.is_empty() || is_source => {
                        look.options.programs.push(value);
                    }
                    _ => {
                        let text = format!("'{text}': the program's arguments come after '--'");
                        return Err(Failure::usage(text));
                    }
                }
            }
            other => return Err(other.unexpected().into()),
        }
        // `--` ends the options: what is left is for the program.
        if parser.try_raw_args().is_some_and(|rest| rest.peek().is_some_and(|word| word == "--")) {
            let rest: Vec<_> = parser.raw_args()?.skip(1).collect();
            let rest = rest.iter().map(|word| word.to_string_lossy().into_owned());
            look.options.args = rest.collect();
        }
    }
    if look.options.programs.is_empty() {
        return Err(Failure::usage("which program?"));
    }
    Ok(Command::Look(look))
}

fn at(text: &str) -> Result<At, Failure> {
    match text {
        "end" => Ok(At::End),
        step => step
            .parse()
            .map(At::Step)
            .map_err(|_| Failure::usage(format!("--at {step}: a step, or 'end'"))),
    }
}

fn lang(text: &str) -> Result<Lang, Failure> {
    match text {
        "en" => Ok(Lang::En),
        "zh" => Ok(Lang::Zh),
        other => Err(Failure::usage(format!("--lang {other}: there is en, zh"))),
    }
}

/// Prints the view.
pub(crate) fn look(look: &Look) -> Result<u8, Failure> {
    let first = look.options.programs[0].to_string_lossy();
    let linked = decode_link(&first).ok().map(|(_, view)| view.step);
    let at = look.at.unwrap_or(linked.map_or(At::End, At::Step));
    let scenario = scenario(&look.options)?;
    let mut session =
        vitrine_toolchain::open(&scenario).map_err(|error| failure(error, &scenario))?;
    travel(&mut session, at, look.options.max_steps.unwrap_or(Session::LIMIT));
    let moment = session.moment(look.lang);
    if look.shape != Shape::Json && look.shape != Shape::Dot {
        println!("step {} · {}", moment.step, duration(moment.time_ns));
    }
    let graph = moment
        .graph
        .clone()
        .unwrap_or_else(|| graph(session.timeline().machine(), session.debug(), look.lang));
    let text = match (look.which, look.shape) {
        (Which::Ps, _) => ps(&moment),
        (Which::Threads, _) => threads_text(&moment, look.lang),
        (Which::Why, _) => why_text(&moment, look.tid, look.lang),
        (Which::Graph, Shape::Text) => {
            let bankers = moment.bankers.iter().map(|banker| banker_text(banker, look.lang));
            graph_text(&graph, &moment.sync_objects, look.lang) + &bankers.collect::<String>()
        }
        (Which::Graph, Shape::Dot) => graph_dot(&graph),
        (Which::Graph, Shape::Json) => format!("{:#}\n", json_of(&moment, &graph)),
    };
    print!("{text}");
    Ok(0)
}

fn travel(session: &mut Session, at: At, most: u64) {
    match at {
        At::Step(step) => {
            session.seek(step);
            if session.at() < step {
                eprintln!("vitrine: the run ends at step {}", session.at());
            }
        }
        At::End => {
            while session.known() < most && !session.explore(SLICE.min(most - session.known())) {}
            session.seek(session.known());
            if !session.ended() {
                eprintln!("vitrine: the run goes on after step {} (--max-steps)", session.at());
            }
        }
    }
}

fn json_of(moment: &Moment, graph: &Graph) -> Json {
    let nodes: Vec<Json> = graph.nodes.iter().map(node).collect();
    let edges: Vec<Json> = graph
        .edges
        .iter()
        .map(|edge| {
            let (from, to) = (edge.from, edge.to);
            match edge.kind {
                EdgeKind::WaitsFor { group, certain } => json!({
                    "kind": "waits-for", "from": from, "to": to, "group": group, "certain": certain,
                }),
                EdgeKind::Requests => json!({ "kind": "requests", "from": from, "to": to }),
                EdgeKind::Assigned { count, hold } => json!({
                    "kind": "assigned", "from": from, "to": to, "count": count, "hold": hold_name(hold),
                }),
                EdgeKind::Serves => json!({ "kind": "serves", "from": from, "to": to }),
            }
        })
        .collect();
    let cycles: Vec<Json> = graph
        .cycles
        .iter()
        .map(|cycle| {
            json!({
                "threads": cycle.threads, "deadlock": cycle.deadlock, "certain": cycle.certain,
                "text": cycle.text,
            })
        })
        .collect();
    let coffman: Vec<Json> = graph
        .coffman
        .iter()
        .map(|one| {
            json!({ "condition": format!("{:?}", one.kind), "holds": one.holds, "why": one.why })
        })
        .collect();
    json!({
        "step": moment.step, "time_ns": moment.time_ns, "nodes": nodes, "edges": edges,
        "cycles": cycles, "coffman": coffman, "stuck": graph.stuck, "outlook": outlook(graph.outlook),
        "text": graph.outlook_text,
        "objects": moment.sync_objects.iter().map(object).collect::<Vec<_>>(),
    })
}

fn node(node: &Node) -> Json {
    match node {
        Node::Thread { tid, pid, state, stuck, deadline_ns, why } => json!({
            "thread": tid, "process": pid, "state": format!("{state:?}"), "stuck": stuck,
            "deadline_ns": deadline_ns, "why": why,
        }),
        Node::Object { kind, label, instances, resource } => json!({
            "object": label, "kind": kind.map(|kind| kind.name(Lang::En)), "instances": instances,
            "resource": format!("{resource:?}"),
        }),
    }
}

fn object(object: &SyncObject) -> Json {
    let holder = |one: &vitrine_inspect::Holder| json!({ "thread": one.tid, "count": one.count, "hold": hold_name(one.hold) });
    json!({
        "name": object.name, "function": object.function, "process": object.pid,
        "address": object.address, "kind": object.kind.name(Lang::En),
        "attributes": object.attributes, "state": object.state, "waiters": object.waiters,
        "holders": object.holders.iter().map(holder).collect::<Vec<_>>(),
        "returns_to": object.returns_to,
    })
}

fn hold_name(hold: Hold) -> &'static str {
    match hold {
        Hold::Owns => "owns",
        Hold::Reads => "reads",
        Hold::Took => "took",
    }
}

fn outlook(outlook: Outlook) -> Json {
    match outlook {
        Outlook::GoesOn => json!("goes on"),
        Outlook::Timer { who, at_ns } => json!({ "timer": who, "at_ns": at_ns }),
        Outlook::Input => json!("input"),
        Outlook::Stopped => json!("stopped"),
        Outlook::Signals => json!("signals"),
        Outlook::Nothing => json!("nothing"),
        Outlook::Ended => json!("ended"),
    }
}
