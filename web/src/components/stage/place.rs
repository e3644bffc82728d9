//! A group that moves to its place, and the picture's gradients, markers and patterns.

use yew::prelude::*;

use crate::page;

/// Properties of [`Place`].
#[derive(Properties, PartialEq)]
pub(crate) struct PlaceProps {
    pub(crate) x: f64,
    pub(crate) y: f64,
    #[prop_or(1.0)]
    pub(crate) scale: f64,
    #[prop_or_default]
    pub(crate) class: Classes,
    #[prop_or_default]
    pub(crate) reference: Option<String>,
    #[prop_or_default]
    pub(crate) children: Html,
}

/// A group at a place; a change of place is an animated CSS transform, set through CSSOM as the policy wants it.
#[component]
pub(crate) fn Place(props: &PlaceProps) -> Html {
    let node = use_node_ref();
    use_effect_with((node.clone(), props.x, props.y, props.scale), |(node, x, y, scale)| {
        if let Some(element) = node.cast::<web_sys::Element>() {
            page::set_style(
                &element,
                "transform",
                &format!("translate({x:.1}px,{y:.1}px) scale({scale:.3})"),
            );
        }
    });
    html! {
        <g ref={node} class={classes!("place", props.class.clone())} data-ref={props.reference.clone()}>
            { props.children.clone() }
        </g>
    }
}

/// Properties of [`Travel`].
#[derive(Properties, PartialEq)]
pub(crate) struct TravelProps {
    pub(crate) path: String,
    pub(crate) class: Classes,
    #[prop_or_default]
    pub(crate) children: Html,
}

/// Something that travels along a path once, and rests near its end.
#[component]
pub(crate) fn Travel(props: &TravelProps) -> Html {
    let node = use_node_ref();
    use_effect_with((node.clone(), props.path.clone()), |(node, path)| {
        if let Some(element) = node.cast::<web_sys::Element>() {
            page::set_style(&element, "offset-path", &format!("path(\"{path}\")"));
        }
    });
    html! { <g ref={node} class={classes!("travel", props.class.clone())}>{ props.children.clone() }</g> }
}

/// What the picture refers to.
pub(crate) fn definitions() -> Html {
    html! {
        <defs>
            <linearGradient id="glass" x1="0" x2="0" y1="0" y2="1">
                <stop class="glass-stop" offset="0" stop-opacity="0" />
                <stop class="glass-stop" offset=".5" stop-opacity=".26" />
                <stop class="glass-stop" offset="1" stop-opacity="0" />
            </linearGradient>
            <marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto-start-reverse">
                <path class="arrow" d="M0 0 8 4 0 8z" />
            </marker>
            <marker id="arrow-stuck" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="13" markerHeight="13" markerUnits="userSpaceOnUse" orient="auto">
                <path class="arrow-stuck" d="M0 0 8 4 0 8z" />
            </marker>
        </defs>
    }
}
