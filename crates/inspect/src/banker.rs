//! The banker's algorithm of `<vitrine/banker.h>`, as it stands in a program's memory: who has what, who may still want what, and
//! an order in which everybody can finish.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use vitrine_abi::{Pid, Registers};
use vitrine_debug_info::{DebugInfo, Place, Type, TypeId};
use vitrine_machine::Machine;

use crate::Lang;
use crate::lang::say;
use crate::stack::Stack;

/// A `struct banker` that has been set up.
#[derive(Clone, Debug, PartialEq)]
pub struct BankerView {
    /// Its name in C.
    pub name: String,
    /// In whose memory.
    pub pid: i32,
    /// Where.
    pub address: u64,
    /// Whether requests are checked; otherwise whatever is free is granted.
    pub enabled: bool,
    /// Of each kind of resource: how many there are.
    pub total: Vec<i32>,
    /// Of each kind: how many are free.
    pub available: Vec<i32>,
    /// The customers by number.
    pub customers: Vec<BankerCustomer>,
    /// An order in which all customers can finish; `None` if the state is not safe.
    pub safe_sequence: Option<Vec<u32>>,
}

/// A customer of a banker: numbers by kind of resource.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BankerCustomer {
    /// The most it will have.
    pub claim: Vec<i32>,
    /// What it has.
    pub allocation: Vec<i32>,
    /// What it may still ask for.
    pub need: Vec<i32>,
    /// What it waits for; empty if it does not wait.
    pub request: Vec<i32>,
}

/// Bankers that are shown at most.
const MAX_BANKERS: usize = 8;
/// Customers and kinds that are shown at most.
const MAX_ROWS: u64 = 64;

/// The bankers in the memory of all processes: globals, and what local variables are or point to.
pub fn bankers(machine: &Machine, debug: Option<&DebugInfo>) -> Vec<BankerView> {
    let mut found = Vec::new();
    let Some(debug) = debug else { return found };
    let is_banker = |ty: &Type| matches!(ty, Type::Record { name, .. } if name == "struct banker");
    if !debug.types.iter().any(is_banker) {
        return found;
    }
    let kernel = machine.kernel();
    for (pid, process) in kernel.processes.iter() {
        let mut finder = Finder { machine, debug, pid, found: &mut found };
        for global in &debug.globals {
            if let Place::Address(address) = global.place {
                finder.look(&global.name, global.ty, address);
            }
        }
        for tid in &process.threads {
            finder.locals(&machine.registers(*tid));
        }
    }
    found
}

struct Finder<'a> {
    machine: &'a Machine,
    debug: &'a DebugInfo,
    pid: Pid,
    found: &'a mut Vec<BankerView>,
}

impl Finder<'_> {
    fn locals(&mut self, registers: &Registers) {
        let (machine, pid, debug) = (self.machine, self.pid, self.debug);
        let read = |address: u64, into: &mut [u8]| machine.read_memory(pid, address, into);
        for (_, variable, address) in Stack::plain(debug, &read).locals(registers) {
            self.look(&variable.name, variable.ty, address);
        }
    }

    fn look(&mut self, name: &str, ty: TypeId, address: u64) {
        let (ty, address) = match self.debug.resolve(ty) {
            Some(Type::Pointer(target)) => match self.word(address) {
                Some(to) => (*target, to),
                None => return,
            },
            _ => (ty, address),
        };
        let is_known = self.found.iter().any(|one| one.address == address && one.pid == self.pid.0);
        if self.found.len() < MAX_BANKERS
            && !is_known
            && let Some(view) = self.read(name, ty, address)
        {
            self.found.push(view);
        }
    }

    fn word(&self, address: u64) -> Option<u64> {
        let mut bytes = [0; 8];
        let got = self.machine.read_memory(self.pid, address, &mut bytes);
        (got == 8).then(|| u64::from_le_bytes(bytes))
    }

    fn ints(&self, address: u64, count: u64) -> Option<Vec<i32>> {
        let mut bytes = alloc::vec![0; count as usize * 4];
        if self.machine.read_memory(self.pid, address, &mut bytes) < bytes.len() {
            return None;
        }
        let words = bytes.chunks_exact(4);
        Some(words.map(|word| i32::from_le_bytes([word[0], word[1], word[2], word[3]])).collect())
    }

    /// A banker that was set up; the layout is the program's own.
    fn read(&self, name: &str, ty: TypeId, address: u64) -> Option<BankerView> {
        let Some(Type::Record { name: tag, members, .. }) = self.debug.resolve(ty) else {
            return None;
        };
        if tag != "struct banker" {
            return None;
        }
        let member = |name: &str| {
            let member = members.iter().find(|member| member.name == name)?;
            Some((address.wrapping_add(member.offset), member.ty))
        };
        let number = |name: &str| Some(self.ints(member(name)?.0, 1)?[0]);
        let (total_at, total_ty) = member("total")?;
        let (_, claim_ty) = member("claim")?;
        let (width, rows) = (self.length(total_ty)?, self.length(claim_ty)?);
        let resources = u64::try_from(number("resources")?).ok()?;
        let customers = u64::try_from(number("customers")?).ok()?;
        if resources == 0 || resources > width || customers == 0 || customers > rows {
            return None;
        }
        let (resources, customers) = (resources.min(MAX_ROWS), customers.min(MAX_ROWS));
        let row = |name: &str, index: u64| {
            self.ints(member(name)?.0.wrapping_add(index * width * 4), resources)
        };
        let available = row("available", 0)?;
        let customer = |index: u64| {
            let (claim, allocation) = (row("claim", index)?, row("allocation", index)?);
            let need = claim.iter().zip(&allocation).map(|(most, has)| most.wrapping_sub(*has));
            let need = need.collect();
            let mut request = row("request", index)?;
            if request.iter().all(|wanted| *wanted == 0) {
                request.clear();
            }
            Some(BankerCustomer { claim, allocation, need, request })
        };
        let customers: Vec<BankerCustomer> = (0..customers).map(customer).collect::<Option<_>>()?;
        Some(BankerView {
            name: name.into(),
            pid: self.pid.0,
            address,
            enabled: number("enabled")? != 0,
            total: self.ints(total_at, resources)?,
            safe_sequence: safe_sequence(&available, &customers),
            available,
            customers,
        })
    }

    fn length(&self, ty: TypeId) -> Option<u64> {
        match self.debug.resolve(ty) {
            Some(Type::Array { length, .. }) => *length,
            _ => None,
        }
    }
}

/// An order in which all can finish: it goes round from number 0 as textbooks do.
fn safe_sequence(available: &[i32], customers: &[BankerCustomer]) -> Option<Vec<u32>> {
    let mut work: Vec<i64> = available.iter().map(|free| i64::from(*free)).collect();
    let mut order: Vec<u32> = Vec::new();
    let mut skipped = 0;
    let mut next = 0;
    while skipped < customers.len() {
        let customer = &customers[next];
        let fits = customer.need.iter().zip(&work).all(|(need, free)| i64::from(*need) <= *free);
        if fits && !order.contains(&(next as u32)) {
            for (free, has) in work.iter_mut().zip(&customer.allocation) {
                *free += i64::from(*has);
            }
            order.push(next as u32);
            skipped = 0;
        } else {
            skipped += 1;
        }
        next = (next + 1) % customers.len();
    }
    (order.len() == customers.len()).then_some(order)
}

/// A banker as a table, as textbooks print it.
pub fn banker_text(banker: &BankerView, lang: Lang) -> String {
    let list = |numbers: &[i32]| {
        let texts: Vec<String> = numbers.iter().map(i32::to_string).collect();
        texts.join(" ")
    };
    let (name, available, total) = (&banker.name, list(&banker.available), list(&banker.total));
    let mut text = if banker.enabled {
        say!(
            lang,
            "banker `{name}`: Available {available} of {total}\n",
            "银行家 `{name}`：Available {available}，共 {total}\n"
        )
    } else {
        say!(
            lang,
            "banker `{name}`, switched off: Available {available} of {total}\n",
            "银行家 `{name}`（已关闭）：Available {available}，共 {total}\n"
        )
    };
    let columns = ["Allocation", "Max", "Need"];
    let cells = |customer: &BankerCustomer| {
        [list(&customer.allocation), list(&customer.claim), list(&customer.need)]
    };
    let width = |column: usize| {
        let longest = banker.customers.iter().map(|one| cells(one)[column].len()).max();
        longest.unwrap_or(0).max(columns[column].len())
    };
    let widths = [width(0), width(1), width(2)];
    let mut line = |first: &str, cells: [&str; 3], rest: &str| {
        let [a, b, c] = widths;
        let row =
            format!("  {first:<4} {:<a$}  {:<b$}  {:<c$}  {rest}", cells[0], cells[1], cells[2]);
        text.push_str(row.trim_end());
        text.push('\n');
    };
    line("", columns, "");
    for (index, customer) in banker.customers.iter().enumerate() {
        let [a, b, c] = cells(customer);
        let waits = if customer.request.is_empty() {
            String::new()
        } else {
            let request = list(&customer.request);
            say!(lang, "waits for {request}", "等待 {request}")
        };
        line(&format!("P{index}"), [&a, &b, &c], &waits);
    }
    text.push_str(&match &banker.safe_sequence {
        Some(order) => {
            let order: Vec<String> = order.iter().map(|one| format!("P{one}")).collect();
            let order = order.join(", ");
            say!(
                lang,
                "  safe: all can finish in the order {order}\n",
                "  安全：可按 {order} 的顺序全部完成\n"
            )
        }
        None => say!(
            lang,
            "  not safe: there is no order in which all could surely finish\n",
            "  不安全：不存在保证全部完成的顺序\n"
        ),
    });
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec;
    use proptest::prelude::*;

    fn customers(rows: &[([i32; 3], [i32; 3])]) -> Vec<BankerCustomer> {
        let customer = |(allocation, claim): &([i32; 3], [i32; 3])| BankerCustomer {
            claim: claim.to_vec(),
            allocation: allocation.to_vec(),
            need: claim.iter().zip(allocation).map(|(most, has)| most - has).collect(),
            request: Vec::new(),
        };
        rows.iter().map(customer).collect()
    }

    /// Silberschatz, Galvin, Gagne: "Operating System Concepts", the example of the banker's algorithm.
    #[test]
    fn the_textbooks_states_are_judged_as_there() {
        let mut rows = [
            ([0, 1, 0], [7, 5, 3]),
            ([2, 0, 0], [3, 2, 2]),
            ([3, 0, 2], [9, 0, 2]),
            ([2, 1, 1], [2, 2, 2]),
            ([0, 0, 2], [4, 3, 3]),
        ];
        assert_eq!(safe_sequence(&[3, 3, 2], &customers(&rows)), Some(vec![1, 3, 4, 0, 2]));
        rows[1].0 = [3, 0, 2];
        assert_eq!(safe_sequence(&[2, 3, 0], &customers(&rows)), Some(vec![1, 3, 4, 0, 2]));
        rows[0].0 = [0, 3, 0];
        assert_eq!(safe_sequence(&[2, 1, 0], &customers(&rows)), None);
    }

    /// Every order, one after the other.
    fn search(work: &[i32], all: &[BankerCustomer], ended: u32) -> bool {
        if ended == (1 << all.len()) - 1 {
            return true;
        }
        all.iter().enumerate().any(|(index, one)| {
            let left: Vec<i32> = work.iter().zip(&one.allocation).map(|(a, b)| a + b).collect();
            ended >> index & 1 == 0
                && one.need.iter().zip(work).all(|(need, free)| need <= free)
                && search(&left, all, ended | 1 << index)
        })
    }

    proptest! {
        #[test]
        fn a_sequence_is_found_exactly_when_there_is_one(
            rows in proptest::collection::vec(([0i32..3, 0i32..3, 0i32..3], [0i32..3, 0i32..3, 0i32..3]), 1..5),
            available in [0i32..3, 0i32..3, 0i32..3],
        ) {
            let rows: Vec<_> = rows
                .iter()
                .map(|(has, more)| (*has, [has[0] + more[0], has[1] + more[1], has[2] + more[2]]))
                .collect();
            let all = customers(&rows);
            prop_assert_eq!(safe_sequence(&available, &all).is_some(), search(&available, &all, 0));
        }
    }
}
