//! Bankers in programs' memory: what each customer has, claims and may still ask for, and a safe sequence.

use yew::prelude::*;

use super::common::Ui;
use crate::i18n::M;
use crate::session::{BankerCustomer, BankerView, Moment};

/// A table for each of them.
pub(crate) fn bankers(ui: &Ui, moment: &Moment) -> Html {
    html! { <div class="bankers">{ for moment.bankers.iter().enumerate().map(|(index, banker)| one(ui, index, banker)) }</div> }
}

fn one(ui: &Ui, index: usize, banker: &BankerView) -> Html {
    let head = [M::Customer, M::Claim, M::Allocation, M::Need, M::Requested];
    let head = head.map(|name| html! { <th key={name as usize} scope="col">{ ui.t(name) }</th> });
    let safe = match &banker.safe_sequence {
        Some(order) => ui.say(M::SafeSequence, &[&list(order.iter())]),
        None => ui.t(M::Unsafe).to_owned(),
    };
    let switched = if banker.enabled { "" } else { ui.t(M::BankerOff) };
    html! {
        <section key={index}>
            <h3>{ ui.t(M::Banker) }{ " " }<code>{ &banker.name }</code></h3>
            <p>{ ui.say(M::AvailableOf, &[&list(banker.available.iter()), &list(banker.total.iter())]) }</p>
            <table>
                <thead><tr>{ for head }</tr></thead>
                <tbody>{ for banker.customers.iter().enumerate().map(|(number, customer)| row(number, customer)) }</tbody>
            </table>
            <p class={classes!("safe", banker.safe_sequence.is_none().then_some("deadlock"))}>{ safe }{ " " }{ switched }</p>
        </section>
    }
}

fn row(number: usize, customer: &BankerCustomer) -> Html {
    let BankerCustomer { claim, allocation, need, request } = customer;
    let cells = [claim, allocation, need, request].map(|numbers| list(numbers.iter()));
    html! { <tr key={number}><th scope="row">{ number }</th>{ for cells.into_iter().enumerate().map(|(cell, text)| html! { <td key={cell}>{ text }</td> }) }</tr> }
}

fn list<T: ToString>(numbers: impl Iterator<Item = T>) -> String {
    numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(" ")
}
