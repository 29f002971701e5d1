// The scale of the heat map is fixed, so that colours of different samples and reports can be compared.
const heatMost = 8;

function heatLegend() {
  return h('div', { class: 'legend' }, h('div', {}, h('div', { class: 'ramp', 'aria-hidden': 'true' }),
    h('div', { class: 'ramp-scale' }, h('span', {}, '0'), h('span', {}, `${heatMost / 2}`),
      h('span', {}, `\u2265 ${heatMost}`))), h('span', {}, 'loss of a token (nats)'));
}

const visibleLine = text => text.replace(/\r?\n/g, '\u21b5 ').replace(/\t/g, '\u2192 ');
const visible = text => text.replace(/\r?\n/g, '\u21b5\n').replace(/\t/g, '\u2192\t');

function tokenMap(texts, values) {
  const readout = h('p', { class: 'readout mono', 'aria-live': 'polite' },
    'Point at a token, or use the arrow keys within the map.');
  let on = -1;
  const choose = index => {
    if (index < 0 || index >= spans.length) return;
    if (on >= 0) spans[on].classList.remove('on');
    on = index;
    spans[on].classList.add('on');
    const loss = -num(values[index]);
    readout.textContent = `token ${index + 1} of ${spans.length}: ${JSON.stringify(texts[index])}, loss ${fmt(loss)} `
      + `nats, probability ${fmt(Math.exp(-loss))}`;
  };
  const spans = texts.map((text, index) => {
    const point = () => choose(index);
    const span = h('span', { class: 'tok', mouseenter: point, click: point }, visible(text));
    const heat = Math.min(1, Math.max(0, -num(values[index]) / heatMost));
    span.style.backgroundColor = `rgba(var(--heat), calc(var(--heat-most) * ${heat.toFixed(3)}))`;
    return span;
  });
  const keys = event => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      event.preventDefault();
      choose(on < 0 ? 0 : on + step);
    }
  };
  return [h('div', { class: 'tokens', tabindex: 0, role: 'group', 'aria-label': 'Loss of each token', keydown: keys },
    spans), readout, heatLegend()];
}
