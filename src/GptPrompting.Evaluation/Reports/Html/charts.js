// Ticks at 1, 2 or 5 times a power of ten that reach over all values.
function ticks(values, wanted) {
  let low = Math.min(...values), high = Math.max(...values);
  if (high - low < 1e-9 * Math.max(1, Math.abs(high))) {
    const room = Math.abs(high) * 0.05 || 0.5;
    low -= room;
    high += room;
  }
  const rough = (high - low) / wanted;
  let power = Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find(each => each * 10 ** power >= rough * 0.999999);
  const step = factor * 10 ** power;
  if (factor === 10) power++;
  const list = [];
  for (let i = Math.floor(low / step + 1e-9); i <= Math.ceil(high / step - 1e-9); i++) list.push(i * step);
  const digits = Math.max(0, -power);
  return { list, low: list[0], high: list[list.length - 1], text: value => signed(value, digits) };
}
const signed = (value, digits) => {
  const text = Math.abs(value).toFixed(digits);
  return value < 0 && Number(text) !== 0 ? '\u2212' + text : text;
};
const line = (x1, y1, x2, y2, kind) => s('line', { x1, y1, x2, y2, class: kind });
const letters = (x, y, text, attributes = {}) => s('text', { x, y, ...attributes }, text);
const tip = text => s('title', {}, text);

const legend = entries => h('div', { class: 'legend' }, entries.filter(each => each).map(([mark, text]) =>
  h('span', {}, s('svg', { viewBox: '0 0 22 12', 'aria-hidden': 'true' }, mark), text)));
const marks = {
  mean: () => [line(0, 6, 22, 6, 'curve'), s('circle', { cx: 11, cy: 6, r: 3.5, class: 'dot' })],
  band: () => s('rect', { x: 0, y: 1, width: 22, height: 10, class: 'bandfill' }),
  seed: () => s('circle', { cx: 11, cy: 6, r: 2.75, class: 'seed' }),
  whisker: () => line(1, 6, 21, 6, 'ink'),
  box: kind => s('rect', { x: 0, y: 1, width: 22, height: 10, class: kind }),
  dot: kind => s('circle', { cx: 11, cy: 6, r: 4, class: kind }),
  dashed: () => line(0, 6, 22, 6, 'meanline'),
};

const rangeText = point => finite(point.low) && finite(point.high)
  ? `, 95 % interval ${fmt(point.low)} to ${fmt(point.high)}` : '';

// points: x, value, low, high, seeds, text; in order of x.
function curve({ label, points, xTitle, yTitle, xMap = x => x }) {
  const shown = points.filter(point => finite(point.value));
  if (shown.length === 0) return empty('No sample has this number.');
  return plot(label, width => drawCurve(width, shown, { xTitle, yTitle, xMap }));
}

function drawCurve(width, points, { xTitle, yTitle, xMap }) {
  const height = Math.min(300, Math.max(220, width * 0.5));
  const y = ticks(points.flatMap(point => [point.value, point.low, point.high, ...(point.seeds || [])])
    .filter(finite).map(Number), 5);
  const left = Math.max(...y.list.map(value => y.text(value).length)) * 7 + 12;
  const [right, top, bottom] = [14, 26, 42];
  const places = points.map(point => xMap(point.x));
  const [first, last] = [Math.min(...places), Math.max(...places)];
  const px = x => last === first ? (left + width - right) / 2
    : left + 10 + (xMap(x) - first) / (last - first) * (width - right - left - 20);
  const py = value => top + (y.high - value) / (y.high - y.low) * (height - top - bottom);
  const base = height - bottom;
  return s('svg', { width, height, viewBox: `0 0 ${width} ${height}` },
    letters(0, 12, yTitle),
    y.list.map(value => [line(left, py(value), width - right, py(value), 'grid'),
      letters(left - 8, py(value) + 4, y.text(value), { 'text-anchor': 'end' })]),
    line(left, base, width - right, base, 'axis'),
    bottomTicks(points, px, base),
    letters((left + width - right) / 2, height - 4, xTitle, { 'text-anchor': 'middle' }),
    bands(points, px, py),
    s('polyline', { points: points.map(point => `${px(point.x)},${py(point.value)}`).join(' '), class: 'curve' }),
    points.map(point => mark(point, px(point.x), py)));
}

// A label that would touch the one before it is left out; its tick stays.
function bottomTicks(points, px, base) {
  let end = -Infinity;
  return points.map(point => {
    const [x, text] = [px(point.x), String(point.x)];
    const fits = x - text.length * 4 > end + 6;
    if (fits) end = x + text.length * 4;
    return [line(x, base, x, base + 5, 'axis'), fits && letters(x, base + 18, text, { 'text-anchor': 'middle' })];
  });
}

// The band breaks where a point has no interval.
function bands(points, px, py) {
  const runs = [[]];
  for (const point of points) {
    if (finite(point.low) && finite(point.high)) runs[runs.length - 1].push(point);
    else runs.push([]);
  }
  return runs.filter(run => run.length > 1).map(run => s('polygon', {
    class: 'bandfill',
    points: [...run.map(point => `${px(point.x)},${py(point.high)}`),
      ...run.slice().reverse().map(point => `${px(point.x)},${py(point.low)}`)].join(' '),
  }));
}

function mark(point, x, py) {
  const ends = finite(point.low) && finite(point.high) ? [py(point.high), py(point.low)] : null;
  return s('g', {},
    tip(`${point.text}: ${fmt(point.value)}${rangeText(point)}`),
    ends && [line(x, ends[0], x, ends[1], 'whisker'), ends.map(end => line(x - 4, end, x + 4, end, 'whisker'))],
    (point.seeds || []).filter(finite).map(value => s('circle', { cx: x, cy: py(value), r: 2.75, class: 'seed' })),
    s('circle', { cx: x, cy: py(point.value), r: 4, class: 'dot' }));
}

// bars: value, low, high, name; a bar to the right helps.
function bars({ label, rows, xTitle }) {
  return plot(label, width => {
    const x = ticks([0, ...rows.flatMap(each => [each.value, each.low, each.high])].filter(finite).map(Number),
      Math.max(3, width / 110));
    const left = Math.min(width * 0.34, 10 + 7 * Math.max(...rows.map(each => each.name.length)));
    const [pitch, top] = [26, 6];
    const base = top + rows.length * pitch;
    const px = value => left + (value - x.low) / (x.high - x.low) * (width - left - 16);
    return s('svg', { width, height: base + 42, viewBox: `0 0 ${width} ${base + 42}` },
      x.list.map(value => [line(px(value), top, px(value), base, 'grid'),
        letters(px(value), base + 17, x.text(value), { 'text-anchor': 'middle' })]),
      rows.map((each, i) => bar(each, px, top + i * pitch, left)),
      line(px(0), top, px(0), base, 'ink'),
      letters((left + width) / 2, base + 36, xTitle, { 'text-anchor': 'middle' }));
  });
}

function bar(each, px, y, left) {
  const [zero, end, middle] = [px(0), px(each.value), y + 13];
  return s('g', {},
    tip(`${each.name}: ${fmt(each.value)}${rangeText(each)}`),
    letters(left - 10, middle + 4, clip(each.name, Math.floor((left - 10) / 6.6)),
      { 'text-anchor': 'end', class: 'strong' }),
    s('rect', { x: Math.min(zero, end), y: y + 5, width: Math.abs(end - zero), height: 16,
      class: each.value >= 0 ? 'helps' : 'harms' }),
    finite(each.low) && finite(each.high) && [line(px(each.low), middle, px(each.high), middle, 'ink'),
      [each.low, each.high].map(value => line(px(value), middle - 4, px(value), middle + 4, 'ink'))]);
}

// dots: value, text; mean, best and worst are marked. Dots that would lie on each other are stacked.
function strip({ label, dots, mean, xTitle }) {
  return plot(label, width => {
    const x = ticks(dots.map(dot => dot.value), Math.max(3, width / 110));
    const [left, right, top] = [14, 14, 40];
    const px = value => left + (value - x.low) / (x.high - x.low) * (width - left - right);
    const placed = stack(dots, px);
    const high = Math.max(...placed.map(each => each.level));
    const base = top + high * 10 + 16;
    const ends = [placed[0], placed[placed.length - 1]];
    return s('svg', { width, height: base + 42, viewBox: `0 0 ${width} ${base + 42}` },
      x.list.map(value => [line(px(value), top - 6, px(value), base, 'grid'),
        letters(px(value), base + 17, x.text(value), { 'text-anchor': 'middle' })]),
      line(left, base, width - right, base, 'axis'),
      line(px(mean), top - 18, px(mean), base, 'meanline'),
      letters(Math.min(Math.max(px(mean), 50), width - 50), top - 24, `mean ${fmt(mean)}`,
        { 'text-anchor': 'middle', class: 'strong' }),
      placed.map(each => s('circle', { cx: each.x, cy: base - 9 - each.level * 10, r: 4.5,
        class: each === ends[0] ? 'best' : each === ends[1] ? 'worst' : 'dot' }, tip(each.text))),
      letters((left + width - right) / 2, base + 36, xTitle, { 'text-anchor': 'middle' }));
  });
}

function stack(dots, px) {
  const ends = [];
  return dots.slice().sort((a, b) => a.value - b.value).map(dot => {
    const x = px(dot.value);
    let level = 0;
    while (ends[level] !== undefined && x - ends[level] < 9.5) level++;
    ends[level] = x;
    return { ...dot, x, level };
  });
}
