'use strict';

const results = JSON.parse(document.getElementById('results').textContent);
const timings = JSON.parse(document.getElementById('timings').textContent);

// Texts of samples reach the page as text nodes and attribute values only, never as HTML.
function build(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children.flat(3)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}
const h = (tag, attributes, ...children) => build(document.createElement(tag), attributes, children);
const s = (tag, attributes, ...children) =>
  build(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, children);

// Infinities come as texts, missing numbers as null.
const num = value => value === null || value === undefined ? null : Number(value);
const finite = value => value !== null && value !== undefined && Number.isFinite(Number(value));

function fmt(value) {
  const x = num(value);
  if (x === null || Number.isNaN(x)) return '\u2013';
  const sign = x < 0 ? '\u2212' : '';
  const size = Math.abs(x);
  if (size === Infinity) return sign + '\u221e';
  if ((size !== 0 && size < 0.0005) || size >= 1e7) return sign + size.toExponential(2).replace('-', '\u2212');
  return sign + (size < 10 ? size.toFixed(4) : size < 100 ? size.toFixed(3) : size < 1000 ? size.toFixed(2)
    : grouped(size.toFixed(1)));
}
const part = value => Number.isInteger(num(value)) ? count(value) : fmt(value);
const grouped = digits => digits.replace(/\B(?=(\d{3})+(?!\d))/g, '\u202f');
const count = value => finite(value) ? grouped(String(value)) : '\u2013';
const shotsText = shots => shots === 1 ? '1 shot' : `${shots} shots`;
const plural = (n, one, many) => `${count(n)} ${n === 1 ? one : many}`;
const percent = share => `${(100 * share).toFixed(1)} %`;
const clip = (text, most) => [...text].length > most ? [...text].slice(0, most - 1).join('') + '\u2026' : text;

// A number with the place in the results that it comes from, so that the two can be compared.
const at = path => path.split('.').reduce((value, key) => value[key], results);
function number(tag, path, format = fmt, attributes = {}) {
  const value = at(path);
  const shown = value === null || value === undefined ? null : String(value);
  return h(tag, { 'data-path': path, 'data-value': shown, title: shown, ...attributes }, format(value));
}
const cell = (path, format) => number('td', path, format, { class: 'n' });

const heads = names => h('thead', {}, h('tr', {}, names.map(name =>
  h('th', { scope: 'col', class: name.startsWith('>') && 'n' }, name.replace(/^>/, '')))));
const table = (names, rows, label) => h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': label },
  h('table', {}, heads(names), h('tbody', {}, rows)));
const row = (...cells) => h('tr', {}, cells.flat().map(each => each instanceof Node ? each : h('td', {}, each)));
const numbers = (label, inner) => h('details', {}, h('summary', {}, label), inner);
const empty = text => h('p', { class: 'empty' }, text);
const note = text => h('p', { class: 'note' }, text);
const card = (title, ...inner) => h('section', { class: 'card' }, h('h3', {}, title), inner);
const wide = node => { node.classList.add('wide'); return node; };
const pairs = entries => h('dl', {}, entries.filter(each => each).map(([name, value]) =>
  [h('dt', {}, name), value instanceof Node ? value : h('dd', {}, value)]));

function choice(label, options, chosen, change) {
  const list = h('select', { change: event => change(event.target.value) }, options.map(([value, text]) =>
    h('option', { value, selected: String(value) === String(chosen) }, text)));
  return h('label', {}, label, list);
}

// A plot is drawn as wide as its place, so that its letters keep their size on a small screen.
function plot(label, draw) {
  const host = h('div', { class: 'plot', role: 'img', 'aria-label': label });
  let drawn = 0;
  const redraw = () => {
    const width = Math.floor(host.clientWidth);
    if (width > 0 && width !== drawn) {
      drawn = width;
      host.replaceChildren(draw(width));
    }
  };
  new ResizeObserver(redraw).observe(host);
  return host;
}

// Samples lie in the page as gzipped JSON in base64.
async function unpack() {
  const packed = document.getElementById('samples').textContent.trim();
  if (packed === '') return { samples: null, reason: 'No samples were given to this report.' };
  if (typeof DecompressionStream === 'undefined') {
    return {
      samples: null,
      reason: 'This browser cannot unpack the samples (it lacks DecompressionStream). All other figures are complete; '
        + 'the samples are in samples.jsonl beside this report.',
    };
  }
  const bytes = Uint8Array.from(atob(packed), sign => sign.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return { samples: JSON.parse(await new Response(stream).text()), reason: null };
}
