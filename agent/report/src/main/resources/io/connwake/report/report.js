/*
 * Draws a report from the JSON beside it. Every text of the data is untrusted and reaches the page as text only: no
 * markup is ever parsed, no address followed. Times are milliseconds since the epoch, durations are seconds.
 */
'use strict';
const doc = read();
const list = name => (Array.isArray(doc[name]) ? doc[name] : []);
const findings = list('findings');
const processes = list('processes');
const pools = list('pools');
const connections = list('connections');
const invocations = list('invocations');
const frozen = list('frozen');
const KINDS = [
  'Lease', 'Lease that failed or was left', 'Lease still open at the end', 'Acquire or validation', 'Many leases, drawn as one',
  'Other'];
const OUTCOMES = ['ok', 'error', 'timeout', 'killed'];

function read() {
  try {
    return JSON.parse(document.getElementById('data').textContent);
  } catch (damaged) {
    return { verdict: 'The data of this report is damaged: it could not be read as JSON.' };
  }
}

// ---- elements

/** An element, `tag.class.class`, with attributes (a plain object), listeners (`onclick`) and children. */
function h(name, ...rest) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(' ');
  return fill(element, rest);
}

function svg(name, ...rest) {
  const [tag, ...classes] = name.split('.');
  const element = document.createElementNS('http://www.w3.org/2000/svg', tag);
  if (classes.length) element.setAttribute('class', classes.join(' '));
  return fill(element, rest);
}

function fill(element, ...rest) {
  for (const part of rest.flat(Infinity)) {
    if (part == null || part === false || part === '') continue;
    if (typeof part !== 'object' || part instanceof Node) element.append(part);
    else for (const [key, value] of Object.entries(part)) attribute(element, key, value);
  }
  return element;
}

function attribute(element, key, value) {
  if (value == null || value === false) return;
  if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
  else element.setAttribute(key, value === true ? '' : value);
}

function cut(text, limit) {
  const all = String(text ?? '');
  if (all.length <= limit) return all;
  return all.slice(0, limit).replace(/[\ud800-\udbff]$/, '') + '…';
}

/** For where nothing isolates a text: without what would turn its neighbours round. */
const plain = text => String(text).replace(/[\u0000-\u001f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ' ');

/** Text of the data, isolated from its surroundings; what is longer than the limit is behind a button. */
function data(text, limit = 160, tag = 'bdi') {
  const all = String(text ?? '');
  const node = h(tag, cut(all, limit));
  if (all.length <= limit + 20) {
    node.textContent = all;
    return node;
  }
  const more = h('button.more', { type: 'button', 'aria-expanded': 'false' }, `more (${number(all.length)} characters)`);
  more.addEventListener('click', () => {
    const open = more.getAttribute('aria-expanded') !== 'true';
    more.setAttribute('aria-expanded', open);
    more.textContent = open ? 'less' : `more (${number(all.length)} characters)`;
    node.textContent = open ? all : cut(all, limit);
  });
  return h('span', node, ' ', more);
}

/** A sentence of ours that may hold texts of the data: it runs from left to right whatever it starts with. */
const sentence = (text, limit = 700) => h('span', { dir: 'ltr' }, data(text, limit));

const button = (text, label, onclick) => h('button', { type: 'button', 'aria-label': label, title: label, onclick }, text);

function table(caption, heads, rows) {
  const numeric = heads.map((head, i) => rows.length > 0 && rows.every(row => cellOf(row, i) == null || typeof cellOf(row, i) === 'number'));
  const cells = row => heads.map((head, i) => {
    const cell = cellOf(row, i);
    return h(numeric[i] ? 'td.n' : 'td', cell == null ? '–' : typeof cell === 'number' ? number(cell) : cell);
  });
  return h('div.scroll', { tabindex: 0, role: 'region', 'aria-label': caption }, h('table', h('caption', caption),
    h('thead', h('tr', heads.map((head, i) => h(numeric[i] ? 'th.n' : 'th', { scope: 'col' }, head)))),
    h('tbody', rows.map(row => h(row.here ? 'tr.here' : 'tr', cells(row))))));
}

const cellOf = (row, i) => (row.cells || row)[i];

const facts = pairs => h('dl.facts', pairs.filter(([, value]) => value != null)
  .map(([name, value]) => h('div', h('dt', name), h('dd', typeof value === 'number' ? number(value) : value))));

// ---- figures in words

const most = values => (values || []).reduce((max, v) => (v > max ? v : max), 0);
const sum = values => (values || []).reduce((total, v) => total + (v || 0), 0);
const two = n => String(n).padStart(2, '0');
const plural = (n, one, many = one + 's') => `${number(n)} ${n === 1 ? one : many}`;

function number(n) {
  if (typeof n !== 'number' || !Number.isFinite(n)) return '–';
  return n.toLocaleString('en', { maximumFractionDigits: Math.abs(n) >= 100 ? 0 : Math.abs(n) >= 10 ? 1 : 2 });
}

function duration(seconds) {
  if (typeof seconds !== 'number' || !Number.isFinite(seconds)) return '–';
  const s = Math.abs(seconds);
  const sign = seconds < 0 ? '−' : '';
  if (s === 0) return '0 s';
  if (s < 0.00095) return sign + number(s * 1e6) + ' µs';
  if (s < 0.9995) return sign + number(s * 1e3) + ' ms';
  if (s < 59.95) return sign + number(s) + ' s';
  const units = [[86400, 'd', 3600, 'h'], [3600, 'h', 60, 'min'], [60, 'min', 1, 's']];
  const [big, bigName, small, smallName] = units.find(u => s >= u[0] - u[2] / 2) || units[2];
  const smalls = Math.round(s / small);
  const rest = smalls % (big / small);
  return `${sign}${number(Math.floor(smalls / (big / small)))} ${bigName}${rest ? ` ${rest} ${smallName}` : ''}`;
}

const percent = share => (typeof share === 'number' ? `${number(share * 100)} %` : '–');
const valid = ms => typeof ms === 'number' && Math.abs(ms) < 8.64e15;
const day = ms => new Date(ms).toLocaleDateString('en', { day: 'numeric', month: 'short', year: 'numeric' });
const severalDays = valid(doc.start) && valid(doc.end) && day(doc.start) !== day(doc.end);

/** Local time of day; with the date where the report spans several, with fractions where the step asks for them. */
function clock(ms, stepMs = 1000) {
  if (!valid(ms)) return '–';
  const d = new Date(ms);
  let text = `${two(d.getHours())}:${two(d.getMinutes())}`;
  if (stepMs < 60000) text += ':' + two(d.getSeconds());
  if (stepMs < 1000) text += '.' + String(d.getMilliseconds()).padStart(3, '0');
  if (stepMs < 1) text += String(Math.floor((ms - Math.floor(ms)) * 1000)).padStart(3, '0');
  return severalDays ? `${d.toLocaleDateString('en', { day: 'numeric', month: 'short' })} ${text}` : text;
}

const utc = ms => (valid(ms) ? new Date(ms).toISOString().replace('T', ' ').replace('Z', ' UTC') : '–');

function zone() {
  const minutes = -new Date(valid(doc.start) ? doc.start : Date.now()).getTimezoneOffset();
  const offset = `UTC${minutes < 0 ? '−' : '+'}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return name && name !== 'UTC' ? `${name}, ${offset}` : 'UTC';
}

const processNames = (() => {
  const plain = processes.map(p => cut(p.service || 'a process', 60) + (p.pid ? ` (pid ${p.pid})` : ''));
  const times = new Map();
  for (const name of plain) times.set(name, (times.get(name) || 0) + 1);
  return plain.map((name, i) => (times.get(name) > 1 ? `${name} #${i + 1}` : name));
})();
const processName = i => processNames[i] || 'an unknown process';
const poolName = i => cut(pools[i]?.name || 'an unnamed pool', 80);
const poolTitle = i => (processes.length > 1 ? `${poolName(i)} in ${processName(pools[i]?.process)}` : poolName(i));
const connectionName = c => cut(c.session ? `session ${c.session}` : `connection ${c.id ?? ''}`, 60);
const severity = f => ({ error: 'error', warn: 'warn' })[f.severity] || 'info';
const WORD = { error: 'error', warn: 'warning', info: 'note' };

/** An estimate from a histogram's buckets: the place within its bucket is interpolated. */
function quantile(histogram, q) {
  const { bounds = [], counts = [], min, max } = histogram;
  const rank = q * sum(counts);
  let seen = 0;
  for (let i = 0; i < counts.length; i++) {
    if (counts[i] && seen + counts[i] >= rank) {
      const low = Math.max(i ? bounds[i - 1] : 0, min ?? 0);
      const high = Math.min(i < bounds.length ? bounds[i] : max ?? low, max ?? Infinity);
      const within = (rank - seen) / counts[i];
      return { value: low + Math.max(0, high - low) * within, place: i + within };
    }
    seen += counts[i];
  }
  return undefined;
}

// ---- tooltip

const tip = document.getElementById('tip');
const spoken = document.getElementById('spoken');

/** Lines are a title, then pairs of name and value. */
function showTip(x, y, lines, aloud) {
  tip.replaceChildren(...lines.filter(line => line != null && (!Array.isArray(line) || line[1] != null)).map(line =>
    (Array.isArray(line) ? h('div.row', h('span', line[0]), h('span', h('bdi', cut(line[1], 300)))) : h('b', h('bdi', cut(line, 200))))));
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  const right = document.documentElement.clientWidth;
  tip.style.left = `${Math.max(8, x + 14 + width > right ? Math.min(x - 14 - width, right - width - 8) : x + 14)}px`;
  tip.style.top = `${Math.max(8, y + 16 + height > innerHeight ? y - height - 12 : y + 16)}px`;
  if (aloud) spoken.textContent = tip.innerText;
}

const hideTip = () => { tip.hidden = true; };
addEventListener('scroll', hideTip, { passive: true });
addEventListener('keydown', event => event.key === 'Escape' && hideTip());

// ---- charts

const redraws = new WeakMap();
const widths = new ResizeObserver(entries => entries.forEach(entry => redraws.get(entry.target)?.()));

/**
 * A chart as wide as its place. `draw(svg, width)` returns what can be asked about: `xs`, the places, and
 * `lines(i)`, what to say about each.
 */
function chart(label, height, draw) {
  const picture = svg('svg.chart', { role: 'img', tabindex: 0, 'aria-label': label, height });
  const cursor = svg('line.cursor', { y1: 14, y2: height - 18, visibility: 'hidden' });
  let probes = { xs: [] };
  let at = -1;
  const point = (i, x, y, aloud) => {
    at = i;
    cursor.setAttribute('visibility', 'visible');
    cursor.setAttribute('x1', probes.xs[i]);
    cursor.setAttribute('x2', probes.xs[i]);
    showTip(x, y, probes.lines(i), aloud);
  };
  const leave = () => {
    cursor.setAttribute('visibility', 'hidden');
    hideTip();
  };
  attribute(picture, 'onpointermove', event => {
    const x = event.clientX - picture.getBoundingClientRect().left;
    const i = nearest(probes.xs, x);
    if (i >= 0) point(i, event.clientX, event.clientY);
  });
  attribute(picture, 'onpointerleave', leave);
  attribute(picture, 'onblur', leave);
  attribute(picture, 'onkeydown', event => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step || !probes.xs.length) return;
    event.preventDefault();
    const i = Math.min(probes.xs.length - 1, Math.max(0, at + step));
    const box = picture.getBoundingClientRect();
    point(i, box.left + probes.xs[i], box.top + 20, true);
  });
  redraws.set(picture, () => {
    const width = picture.clientWidth;
    if (!width) return;
    picture.replaceChildren();
    picture.setAttribute('viewBox', `0 0 ${width} ${height}`);
    probes = draw(picture, width) || { xs: [] };
    picture.append(cursor);
  });
  widths.observe(picture);
  return picture;
}

function nearest(xs, x) {
  let best = -1;
  for (let i = 0; i < xs.length; i++) if (best < 0 || Math.abs(xs[i] - x) < Math.abs(xs[best] - x)) best = i;
  return best;
}

const write = (x, y, text, anchor = 'start', kind = '') => svg(kind ? `text.${kind}` : 'text', { x, y, 'text-anchor': anchor }, text);
const rule = (x1, y1, x2, y2, kind) => svg(`line.${kind}`, { x1, y1, x2, y2 });

function roundUp(value) {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1e-9)));
  return [1, 2, 4, 5, 10].map(f => f * power).find(v => v >= value * 0.9999);
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 1e4, 15e3, 3e4, 6e4, 12e4, 3e5, 6e5, 9e5, 18e5, 36e5, 72e5, 108e5, 216e5, 432e5, 864e5];

/** The times to write on an axis, aligned to the local clock. */
function ticks(from, to, room) {
  const wanted = (to - from) / Math.max(1, room);
  let step = STEPS.find(s => s >= wanted) || Math.ceil(wanted / 864e5) * 864e5;
  if (wanted < 0.5) step = 10 ** Math.ceil(Math.log10(wanted));
  const shift = step >= 36e5 ? new Date(from).getTimezoneOffset() * 6e4 : 0;
  const times = [];
  for (let t = Math.ceil((from - shift) / step) * step + shift; t <= to && times.length < 200; t += step) times.push(t);
  return { step, times };
}

/**
 * Lines of steps over time: `series` have name, values, kind, and `stack` where they are areas on top of each other.
 * Each value is the highest of its stretch, so that a stack can be too high: `most` bounds what is drawn of it.
 */
function overTime(label, times, series, limit) {
  const shown = series.filter(s => s.values && s.values.length);
  const drawn = (s, i) => Math.min(s.values[i], s.most?.[i] ?? Infinity);
  const stacked = times.map((t, i) => sum(shown.filter(s => s.stack).map(s => drawn(s, i))));
  const height = 170;
  const top = roundUp(Math.max(1, most(stacked), limit || 0, ...shown.map(s => most(s.values))) * 1.04);
  return chart(label, height, (picture, width) => {
    const left = 34;
    const from = times[0];
    const to = Math.max(times[times.length - 1], from + 1);
    const x = t => left + ((t - from) / (to - from)) * (width - left - 4);
    const y = v => height - 20 - (v / top) * (height - 36);
    for (const v of [0, top / 2, top]) picture.append(rule(left, y(v), width, y(v), 'grid'), write(left - 5, y(v) + 4, number(v), 'end'));
    const axis = ticks(from, to, (width - left) / (severalDays ? 150 : 100));
    for (const t of axis.times) if (x(t) < width - 30) picture.append(write(x(t), height - 5, clock(t, axis.step), 'middle'));
    const base = times.map(() => 0);
    for (const s of shown) {
      const values = s.values.map((v, i) => (s.stack ? (base[i] += drawn(s, i)) : v));
      let path = `M${x(from)} ${y(s.stack ? 0 : values[0])}V${y(values[0])}`;
      times.forEach((t, i) => { if (i) path += `H${x(t).toFixed(1)}V${y(values[i]).toFixed(1)}`; });
      const line = svg(`path.${s.kind}`, { d: s.stack ? `${path}V${y(0)}Z` : path });
      if (s.stack) picture.prepend(line);
      else picture.append(line);
    }
    if (limit) picture.append(rule(left, y(limit), width, y(limit), 'limit'), write(width - 4, y(limit) - 4, `limit ${number(limit)}`, 'end', 'limit-text'));
    return {
      xs: times.map(x),
      lines: i => [clock(times[i], 100), ...shown.map(s => [s.name, number(s.values[i])]), limit ? ['limit', number(limit)] : null, ['UTC', utc(times[i])]],
    };
  });
}

/**
 * Columns side by side, counted upwards from the axis and, on a scale of their own, downwards from it. Marks stand at
 * fractions of columns.
 */
function columns(label, items, { marks = [], range, up = 'used', down = 'died', format = number } = {}) {
  const below = items.some(item => item.below != null);
  const height = below ? 220 : 150;
  return chart(label, height, (picture, width) => {
    const left = 46;
    const step = (width - left - 6) / Math.max(1, items.length);
    const x = place => left + place * step;
    const head = 14 + 12 * Math.min(3, marks.length);
    const zero = below ? (height + head - 20) / 2 : height - 20;
    const topUp = roundUp(most(items.map(item => item.value)) || 1);
    const topDown = roundUp(most(items.map(item => item.below)) || 1);
    const y = v => zero - (v / topUp) * (zero - head);
    const yDown = v => zero + (v / topDown) * (height - 20 - zero);
    if (range) picture.append(svg('rect.range', { x: x(range[0]), y: head, width: Math.max(2, x(range[1]) - x(range[0])), height: height - 20 - head }));
    picture.append(rule(left, y(topUp), width, y(topUp), 'grid'), write(left - 5, y(topUp) + 4, format(topUp), 'end'), write(left - 5, zero + 4, '0', 'end'));
    if (below) picture.append(rule(left, yDown(topDown), width, yDown(topDown), 'grid'), write(left - 5, yDown(topDown) + 4, format(topDown), 'end'));
    const gap = step > 4 ? 1 : 0;
    items.forEach((item, i) => {
      const wide = Math.max(0.5, step - gap);
      if (item.value) picture.append(svg(`rect.${item.kind || up}`, { x: x(i), y: Math.min(y(item.value), zero - 1.5), width: wide, height: Math.max(1.5, zero - y(item.value)) }));
      if (item.below) picture.append(svg(`rect.${down}`, { x: x(i), y: zero, width: wide, height: Math.max(1.5, yDown(item.below) - zero) }));
    });
    picture.append(rule(left, zero, width, zero, 'axis'));
    const each = Math.max(1, Math.ceil(58 / step));
    items.forEach((item, i) => { if (i % each === 0 && x(i + 0.5) < width - 14) picture.append(write(x(i + 0.5), height - 5, item.label, 'middle')); });
    marks.forEach((mark, i) => {
      const at = Math.min(width - 2, x(mark.at));
      const row = 10 + 12 * (i % 3);
      picture.append(rule(at, row + 3, at, height - 20, mark.kind || 'mark'), write(at > width * 0.6 ? at - 3 : at + 3, row, mark.text, at > width * 0.6 ? 'end' : 'start', mark.kind ? `${mark.kind}-text` : 'strong'));
    });
    return { xs: items.map((item, i) => x(i + 0.5)), lines: i => items[i].lines };
  });
}

const swatch = kind => svg('svg.chart', { width: 14, height: 12, 'aria-hidden': 'true' },
  kind.startsWith('line') || kind === 'limit' ? svg(`path.${kind}`, { d: 'M0 6H14' }) : svg(`rect.${kind}`, { width: 14, height: 12 }));
const legend = entries => h('ul.legend', entries.map(([kind, text]) => h('li', swatch(kind), text)));

function histogram(title, data) {
  if (!data || !sum(data.counts)) return null;
  const { bounds = [], counts } = data;
  const used = counts.map((n, i) => (n ? i : -1)).filter(i => i >= 0);
  const first = Math.max(0, used[0] - 1);
  const last = Math.min(counts.length - 1, used[used.length - 1] + 1);
  const total = sum(counts);
  const estimates = [['p50', 0.5], ['p95', 0.95], ['p99', 0.99]].map(([text, q]) => ({ text, ...quantile(data, q) }));
  const items = [];
  for (let i = first; i <= last; i++) {
    const label = i < bounds.length ? `≤ ${duration(bounds[i])}` : `> ${duration(bounds[bounds.length - 1])}`;
    items.push({ label, value: counts[i], lines: [title, ['took', label], ['times', number(counts[i])], ['share', percent(counts[i] / total)]] });
  }
  const words = estimates.map(e => `${e.text} about ${duration(e.value)}`).join(', ');
  return h('figure', h('figcaption', h('b', title), ` ${plural(total, 'time')}; ${words}`, data.max == null ? '' : `; longest ${duration(data.max)}`),
    columns(`${title}: ${words}`, items, { marks: estimates.map(e => ({ text: e.text, at: e.place - first })) }));
}

// ---- findings

const RANK = { error: 0, warn: 1, info: 2 };
const confirmed = findings.filter(f => f.state !== 'resolved');
const furtherFindings = doc.findingsLeftOut || 0;
const confirmedLeftOut = doc.confirmedLeftOut || 0;
const worst = confirmed.map(severity).sort((a, b) => RANK[a] - RANK[b])[0] || (doc.failing ? 'warn' : 'ok');

function heading(header) {
  const span = valid(doc.start) && valid(doc.end) ? (doc.end - doc.start) / 1000 : null;
  const recordings = list('recordings');
  header.append(
    h('p.made', h('span', h('b', 'Connwake'), ' report'), h('span', valid(doc.start) ? `${day(doc.start)}, ${clock(doc.start)} – ${clock(doc.end)}` : '', ` (${zone()}; tooltips also in UTC)`)),
    h(`div.verdict.${worst}`, h('span.badge', WORD[worst] || 'quiet'), h('h1', { dir: 'ltr', class: String(doc.verdict).length > 180 ? 'long' : null }, data(doc.verdict || 'No verdict was recorded.', 500))),
    facts([
      ['findings confirmed', confirmed.length + confirmedLeftOut], ['resolved', findings.length - confirmed.length + furtherFindings - confirmedLeftOut || null],
      ['processes', processes.length], ['pools', pools.length + (doc.poolsLeftOut || 0)],
      ['connections', connections.length + (doc.connectionsLeftOut || 0)],
      ['leases', sum(pools.map(p => p.leases)) + (doc.leasesLeftOut || 0) || null], ['invocations', doc.invocationTotals?.count || null],
      ['recordings', recordings.length || null], ['time seen', span == null ? null : duration(span)]]));
}

/** The same trouble in several processes is one card; the others are lines at its foot. */
function grouped() {
  const groups = new Map();
  findings.forEach((finding, index) => {
    const key = JSON.stringify([finding.kind, finding.site, finding.state, pools[finding.pool]?.name ?? finding.pool]);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(index);
  });
  return [...groups.values()];
}

function findingCards(section) {
  if (!findings.length) fill(section, h('p.none', 'No finding was confirmed. What follows shows what the connections did.'));
  else fill(section, h('div.cards', grouped().map((indexes, i, all) => card(indexes, all.length <= 8 || i < 6))));
  if (furtherFindings) fill(section, h('p.dim', `${plural(furtherFindings, 'further finding')} left out.`));
}

const poolOf = f => (typeof f.pool === 'number' ? poolName(f.pool) : f.pool);
const hasPlace = f => connections.length > 0 && ((f.connections || []).length > 0 || (f.leases || []).length > 0 || valid(f.since));

function card(indexes, open) {
  const f = findings[indexes[0]];
  const total = sum(indexes.map(i => findings[i].count ?? 1));
  const points = (title, items) => items && items.length > 0 && h('div', h('h4', title), h('ul', items.map(text => h('li', sentence(text, 400)))));
  const resolved = f.state === 'resolved';
  return h(`article.card.${severity(f)}${resolved ? '.resolved' : ''}`, { id: `finding-${indexes[0]}`, tabindex: -1, 'aria-label': `${cut(f.kind, 80)}, ${resolved ? 'resolved' : WORD[severity(f)]}` },
    h('header', h('span.badge', resolved ? 'resolved' : WORD[severity(f)]), h('h3.kind.mono', data(f.kind, 80)),
      h('span.seen', plural(total, 'case'), indexes.length > 1 ? ` in ${number(indexes.length)} processes or pools` : '')),
    h('p.sentence', sentence(f.sentence)),
    f.site && f.site !== 'unknown' ? h('p.site', h('span.dim', 'at '), h('code', data(f.site, 240))) : null,
    f.code && !String(f.site).includes(f.code) ? h('pre', data(f.code, 600)) : null,
    h('details', { open }, h('summary', 'Advice and evidence'), h('div.why', points('What to do', f.advice), points('Evidence', f.evidence))),
    h('div.foot', f.pool != null && f.pool !== '' ? h('span', 'pool ', data(poolOf(f), 60)) : null,
      processes.length > 1 ? h('span', data(processName(f.process), 80)) : null,
      valid(f.since) ? h('span', { title: utc(f.since) }, clock(f.since), valid(f.last) && f.last - f.since > 1000 ? ` – ${clock(f.last)}` : '') : null,
      f.traceId ? h('span', 'trace ', h('code', data(f.traceId, 40))) : null,
      f.help ? h('span', 'explained by ', h('code', data(f.help, 80))) : null,
      showButton(indexes[0])),
    indexes.length > 1 ? others(indexes.slice(1)) : null);
}

const showButton = index => hasPlace(findings[index]) && h('button.show', { type: 'button', onclick: () => lines.show(index) }, 'Show in lifelines');

function others(indexes) {
  const shown = indexes.slice(0, 100);
  return h('details.others', h('summary', `${number(indexes.length)} more of the same elsewhere`), h('ul', shown.map(i => h('li', { id: `finding-${i}`, tabindex: -1 },
    h('b', data(processName(findings[i].process), 80)), ' ', sentence(findings[i].sentence, 300), ' ', showButton(i)))),
  indexes.length > shown.length ? h('p', `and ${number(indexes.length - shown.length)} further ones`) : null);
}

// ---- lifelines

const lines = { show() {} };

/** The first place in a column sorted upwards whose value is not below the one asked for. */
function firstFrom(column, value) {
  let low = 0;
  let high = column.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (column[middle] < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The latest end so far: ends as such are in no order where things overlap. */
function ends(all) {
  let latest = -Infinity;
  return all.ends ||= all.to.map(end => (latest = Math.max(latest, end)));
}

/** The indexes of what overlaps a stretch of time. */
function* within(all, from, to) {
  for (let i = firstFrom(ends(all), from); i < all.from.length && all.from[i] <= to; i++) if (all.to[i] >= from) yield i;
}

const NO_BARS = { from: [], to: [] };
const barsOf = c => c.bars || NO_BARS;
const born = c => c.opened ?? barsOf(c).from[0] ?? doc.start;
const gone = c => c.closed ?? c.stale?.at ?? processes[c.process]?.end ?? doc.end;

/** Since when a connection is out for good: its last lease ended without coming back. */
const lostSince = c => c.lostSince ?? Infinity;

const byProcess = (all, process) => all.find(entry => entry.process === process);

function lifelines(section) {
  const AXIS = 24;
  const seen = spanOfRows();
  let { from, to } = seen;
  let rows = [];
  let rowHeight = 18;
  let left = 200;
  let width = 800;
  let tall = 300;
  let picked = null; // { finding, bars: Map of connection to Set of bars, rows: Set of connections }
  let cursor = null; // { row, item }, moved by the keyboard
  let drag = null; // { from, to } in pixels
  let scheduled = false;
  let ink = {};

  const group = h('select', { 'aria-label': 'Group the rows by', onchange: arrange }, h('option', { value: 'process' }, 'by process'), h('option', { value: 'pool' }, 'by pool'));
  const only = h('input', { type: 'checkbox', onchange: arrange });
  const range = h('output', { 'aria-live': 'off' });
  const canvas = h('canvas', { 'aria-hidden': 'true' });
  const space = h('div');
  const view = h('div.view', {
    tabindex: 0, role: 'application', 'aria-roledescription': 'timeline', 'aria-describedby': 'lifelines-keys',
    'aria-label': `Lifelines of ${plural(connections.length, 'connection')}. A table of the visible rows is below.`,
  }, canvas, space);
  const picking = h('p.picking', { hidden: true });
  const asTable = h('details.asTable', { ontoggle: tell }, h('summary', 'Visible rows as a table'));
  fill(section, 
    h('ul.legend', legendOfBars()),
    h('div.tools', { role: 'group', 'aria-label': 'Zoom and order' }, button('+', 'Zoom in', () => zoom(0.5)), button('−', 'Zoom out', () => zoom(2)),
      button('◀', 'Earlier', () => pan(-0.3)), button('▶', 'Later', () => pan(0.3)), button('All', 'Show the whole time', whole),
      h('label', 'Rows ', group), h('label', only, 'only rows with findings'), range),
    picking, view,
    h('p.hint', { id: 'lifelines-keys' }, 'Drag to zoom into a stretch of time, or hold Ctrl and turn the wheel; a click on a name fits its time. Keys: ',
      [['+', '−', 'zoom'], ['←', '→', 'earlier, later'], ['↑', '↓', 'row'], ['P', 'N', 'previous and next bar'], ['0', null, 'all'], ['Enter', null, 'to the finding, or to the whole time of a row'], ['Esc', null, 'clear']]
        .map(([a, b, what]) => [h('kbd', a), b ? [' ', h('kbd', b)] : null, ` ${what}  `])),
    doc.connectionsLeftOut ? h('p.hint', `${plural(doc.connectionsLeftOut, 'further connection')} left out of this picture; those of findings and errors come first, the rest is a sample spread over all.`) : null,
    asTable);

  view.addEventListener('scroll', () => { hideTip(); draw(); }, { passive: true });
  view.addEventListener('wheel', wheel, { passive: false });
  view.addEventListener('keydown', key);
  view.addEventListener('blur', () => { cursor = null; hideTip(); draw(); });
  canvas.addEventListener('pointermove', hover);
  canvas.addEventListener('pointerleave', hideTip);
  canvas.addEventListener('pointerdown', press);
  canvas.addEventListener('pointerup', lift);
  canvas.addEventListener('pointercancel', () => { drag = null; draw(); });
  redraws.set(view, measure);
  widths.observe(view);
  for (const query of ['(prefers-color-scheme: dark)', 'print']) matchMedia(query).addEventListener('change', measure);
  addEventListener('resize', measure);
  arrange();
  Object.assign(lines, { show, state: () => ({ from, to, rows, picked, left, width, rowHeight, top: AXIS, whole: seen, scroll: view.scrollTop }) });

  function spanOfRows() {
    let first = Infinity;
    let last = -Infinity;
    for (const c of connections) {
      first = Math.min(first, born(c) ?? Infinity);
      last = Math.max(last, gone(c) ?? -Infinity);
    }
    for (const i of invocations) {
      first = Math.min(first, i.from?.[0] ?? Infinity);
      last = Math.max(last, most(i.to) || -Infinity);
    }
    if (!(first < last)) [first, last] = [doc.start ?? 0, Math.max((doc.start ?? 0) + 1, doc.end ?? 0)];
    const room = (last - first) * 0.01;
    return { from: first - room, to: last + room };
  }

  // -- rows

  function arrange() {
    const keep = connections.map((c, i) => i).filter(i => !only.checked || troubled(i));
    const groups = new Map();
    for (const i of keep) {
      const c = connections[i];
      const key = group.value === 'pool' ? `${c.pool ?? -1}` : `${c.process ?? -1}`;
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(i);
    }
    rows = [];
    for (const members of [...groups.values()].sort((a, b) => earliest(a) - earliest(b))) {
      members.sort((a, b) => (connections[a].pool ?? -1) - (connections[b].pool ?? -1) || born(connections[a]) - born(connections[b]));
      const c = connections[members[0]];
      rows.push({ kind: 'group', process: c.process, text: group.value === 'pool' ? (pools[c.pool] ? poolTitle(c.pool) : `no pool, ${processName(c.process)}`) : processName(c.process), size: members.length, members });
      if (byProcess(invocations, c.process)?.from?.length) rows.push({ kind: 'lane', process: c.process, text: 'invocations' });
      for (const index of members) rows.push({ kind: 'connection', process: c.process, index, members: [index] });
    }
    cursor = null;
    measure();
  }

  function earliest(members) {
    return members.reduce((first, i) => Math.min(first, born(connections[i])), Infinity);
  }

  function troubled(i) {
    return findings.some(f => (f.connections || []).includes(i)) || (connections[i].bars?.f || []).some(f => f >= 0);
  }

  function label(row) {
    if (row.kind !== 'connection') return row.text;
    const c = connections[row.index];
    const severalPools = group.value === 'process' && pools.filter(p => p.process === c.process).length > 1;
    return (severalPools && pools[c.pool] ? `${cut(poolName(c.pool), 14)} · ` : '') + connectionName(c);
  }

  // -- size and time

  function measure() {
    const printing = matchMedia('print').matches;
    rowHeight = rows.length <= 24 ? 24 : 18;
    const all = AXIS + rows.length * rowHeight + 4;
    tall = Math.min(all, printing ? 2400 : Math.max(220, Math.round(innerHeight * 0.72)));
    view.style.height = `${tall + 2}px`;
    width = view.clientWidth;
    left = width < 560 ? 104 : Math.min(260, Math.round(width * 0.17));
    const scale = Math.min(3, devicePixelRatio || 1);
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(tall * scale));
    canvas.style.width = `${width}px`;
    canvas.style.height = `${tall}px`;
    space.style.height = `${Math.max(0, all - tall)}px`;
    ink = inks();
    paint();
  }

  function inks() {
    const style = getComputedStyle(document.documentElement);
    const found = {};
    for (const name of ['bg', 'panel', 'ink', 'dim', 'line', 'error', 'ok', 'db', 'held', 'idle', 'acquire', 'invocation', 'lane', 'cold', 'frozen', 'pick', 'warn']) found[name] = style.getPropertyValue(`--${name}`).trim();
    found.hatch = hatch(found.frozen);
    return found;
  }

  function hatch(colour) {
    const tile = h('canvas', { width: 8, height: 8 });
    const pen = tile.getContext('2d');
    pen.strokeStyle = colour;
    pen.lineWidth = 1.2;
    for (const shift of [-8, 0, 8]) {
      pen.beginPath();
      pen.moveTo(shift, 8);
      pen.lineTo(shift + 8, 0);
      pen.stroke();
    }
    return canvas.getContext('2d').createPattern(tile, 'repeat');
  }

  function x(t) {
    return left + ((t - from) / (to - from)) * (width - left);
  }

  function timeAt(px) {
    return from + ((px - left) / (width - left)) * (to - from);
  }

  function look(nextFrom, nextTo) {
    const all = seen.to - seen.from;
    const size = Math.min(all, Math.max(0.02, nextTo - nextFrom));
    from = Math.min(Math.max(seen.from, nextFrom), seen.to - size);
    to = from + size;
    hideTip();
    draw();
  }

  function zoom(factor, around = (from + to) / 2) {
    look(around - (around - from) * factor, around + (to - around) * factor);
  }

  function pan(share) {
    look(from + (to - from) * share, to + (to - from) * share);
  }

  function whole() {
    look(seen.from, seen.to);
  }

  // -- drawing

  function draw() {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(paint);
  }

  function visible() {
    const first = Math.max(0, Math.floor(view.scrollTop / rowHeight));
    return { first, last: Math.min(rows.length - 1, Math.floor((view.scrollTop + tall - AXIS) / rowHeight)) };
  }

  function rowTop(row) {
    return AXIS + row * rowHeight - view.scrollTop;
  }

  function paint() {
    scheduled = false;
    const pen = canvas.getContext('2d');
    pen.setTransform(canvas.width / width, 0, 0, canvas.height / tall, 0, 0);
    pen.clearRect(0, 0, width, tall);
    const { first, last } = visible();
    for (let row = first; row <= last;) {
      let end = row;
      while (end < last && rows[end + 1].process === rows[row].process) end++;
      bands(pen, rows[row].process, rowTop(row), (end - row + 1) * rowHeight);
      row = end + 1;
    }
    pen.fillStyle = ink.line;
    for (const t of marks().times) pen.fillRect(x(t), AXIS, 1, tall);
    for (let row = first; row <= last; row++) paintRow(pen, row);
    axis(pen);
    if (drag) {
      pen.globalAlpha = 0.25;
      pen.fillStyle = ink.pick;
      pen.fillRect(Math.min(drag.from, drag.to), AXIS, Math.abs(drag.to - drag.from), tall - AXIS);
      pen.globalAlpha = 1;
    }
    range.textContent = `${clock(from, (to - from) / 20)} – ${clock(to, (to - from) / 20)} (${duration((to - from) / 1000)})`;
    tell();
  }

  /** Calls back with the pixels of each visible stretch; those that share a pixel come as one. */
  function stretches(columns, each) {
    if (!columns?.from) return;
    let start = -1;
    let end = -1;
    let ids = [];
    for (const i of within(columns, from, to)) {
      const a = Math.max(left, x(columns.from[i]));
      const b = Math.min(width, Math.max(a + 1, x(columns.to[i])));
      if (b <= end + 0.5 && ids.length) {
        ids.push(i);
        continue;
      }
      if (ids.length) each(start, end, ids);
      [start, end, ids] = [a, b, [i]];
    }
    if (ids.length) each(start, end, ids);
  }

  function bands(pen, process, y, height) {
    pen.fillStyle = ink.invocation;
    stretches(byProcess(invocations, process), (a, b) => pen.fillRect(a, y, b - a, height));
    pen.fillStyle = ink.hatch;
    stretches(byProcess(frozen, process), (a, b) => pen.fillRect(a, y, b - a, height));
  }

  function paintRow(pen, number) {
    const row = rows[number];
    const y = rowTop(number);
    if (row.kind === 'group') {
      pen.fillStyle = ink.panel;
      pen.fillRect(0, y, width, rowHeight);
      pen.fillStyle = ink.line;
      pen.fillRect(0, y, width, 1);
      text(pen, `${row.text}  (${row.size})`, 8, y + rowHeight / 2, width - 16, `600 12px ${FONT}`, ink.ink);
      return;
    }
    if (row.kind === 'lane') lane(pen, row, y);
    else connection(pen, row, y);
    pen.fillStyle = ink.bg;
    pen.fillRect(0, y, left, rowHeight);
    pen.fillStyle = ink.line;
    pen.fillRect(left - 1, y, 1, rowHeight);
    const chosen = picked?.rows.has(row.index);
    if (chosen) {
      pen.fillStyle = ink.pick;
      pen.fillRect(0, y + 2, 4, rowHeight - 4);
    }
    text(pen, label(row), 10, y + rowHeight / 2, left - 16, `${chosen ? '600 ' : ''}12px ${FONT}`, row.kind === 'lane' ? ink.dim : ink.ink);
    if (cursor?.row === number) {
      pen.strokeStyle = ink.pick;
      pen.lineWidth = 1.5;
      pen.strokeRect(1, y + 1, width - 2, rowHeight - 2);
    }
  }

  function lane(pen, row, y) {
    const all = byProcess(invocations, row.process);
    stretches(all, (a, b, ids) => {
      const bad = Math.max(...ids.map(i => all.outcome?.[i] || 0));
      pen.fillStyle = bad ? ink.error : ink.lane;
      pen.fillRect(a, y + 5, Math.max(1, b - a - (b - a > 4 ? 1 : 0)), rowHeight - 10);
      if (ids.some(i => all.cold?.[i])) diamond(pen, Math.max(left + 4, a), y + rowHeight / 2, 5, ink.cold);
      if (bad && b - a > 12) text(pen, OUTCOMES[bad] || 'failed', a + 8, y + rowHeight / 2, b - a - 10, `600 10px ${FONT}`, ink.bg);
    });
  }

  function connection(pen, row, y) {
    const c = connections[row.index];
    const middle = Math.round(y + rowHeight / 2);
    const a = Math.max(left, x(born(c)));
    const b = Math.min(width, x(gone(c)));
    if (b >= a) {
      pen.fillStyle = ink.idle;
      pen.fillRect(a, middle - 1, b - a, 2);
    }
    if (c.stale && picked?.rows.has(row.index)) {
      const since = Math.max(left, x(c.stale.at - (c.stale.idle || 0) * 1000));
      pen.fillStyle = ink.pick;
      pen.fillRect(since, middle - 2, Math.max(2, Math.min(width, x(c.stale.at)) - since), 4);
    }
    if (lostSince(c) < to) {
      const since = Math.max(left, x(lostSince(c)));
      pen.fillStyle = ink.held;
      pen.globalAlpha = 0.35;
      pen.fillRect(since, y + 4, Math.max(0, b - since), rowHeight - 8);
      pen.globalAlpha = 1;
      pen.fillStyle = ink.error;
      pen.fillRect(since, middle - 1, Math.max(0, b - since), 2);
    }
    bars(pen, row.index, c, y + 4, rowHeight - 8);
    for (const [at, kind] of c.marks || []) if (at >= from && at <= to) mark(pen, kind, x(at), middle);
    const end = x(gone(c));
    if (end >= left && end <= width) {
      if (c.end === 'died') cross(pen, end, middle, 5, ink.error, 2.5);
      else if (c.end === 'closed') {
        pen.fillStyle = ink.idle;
        pen.fillRect(end - 1, middle - 6, 2, 12);
      }
    }
  }

  /** Bars that share a pixel are painted as one, with the mean of their shares. */
  function bars(pen, index, c, y, height) {
    const all = barsOf(c);
    const special = [];
    const own = picked?.bars.get(index);
    let start = -1;
    let end = -1;
    let share = 0;
    let weight = 0;
    let [many, drawn] = [false, false];
    const flush = () => {
      if (drawn) bar(pen, start, end, weight ? share / weight : -1, y, height, many);
      [drawn, weight] = [false, 0];
    };
    pen.globalAlpha = picked ? 0.4 : 1;
    for (const i of within(all, from, to)) {
      const a = Math.max(left, x(all.from[i]));
      const b = Math.min(width, Math.max(a + 1, x(all.to[i])));
      const kind = all.kind?.[i] || 0;
      if (kind === 1 || kind === 2 || own?.has(i)) special.push([a, b, i]);
      else if (kind === 3) {
        pen.fillStyle = ink.acquire;
        pen.fillRect(a, y + height / 2 - 2, b - a, 4);
      } else {
        if (b > end + 0.5) {
          flush();
          [start, end, share, many] = [a, b, 0, kind === 4];
        }
        drawn = true;
        if (!(all.db?.[i] >= 0)) continue;
        const w = all.to[i] - all.from[i] + 1e-3;
        share += all.db[i] * w;
        weight += w;
      }
    }
    flush();
    for (const [a, b, i] of special) {
      pen.globalAlpha = picked && !own?.has(i) ? 0.4 : 1;
      outlined(pen, Math.min(a, width - 3), Math.max(b, a + 3), all, i, y, height, own?.has(i));
    }
    pen.globalAlpha = 1;
  }

  /** Filled from below with the share of time in the database; the rest was held idle. Grey where that is not known. */
  function bar(pen, a, b, share, y, height, many) {
    const wide = Math.max(1, b - a - (b - a > 5 ? 1 : 0));
    const filled = Math.round(Math.min(1, Math.max(0, share)) * height);
    pen.fillStyle = share < 0 ? ink.idle : ink.held;
    pen.fillRect(a, y, wide, share < 0 ? height : height - filled);
    pen.fillStyle = ink.db;
    pen.fillRect(a, y + height - filled, wide, filled);
    if (!many) return;
    pen.fillStyle = ink.bg;
    for (let gap = a + 4; gap < a + wide; gap += 5) pen.fillRect(gap, y, 1, height);
  }

  function outlined(pen, a, b, all, i, y, height, own) {
    const kind = all.kind?.[i] || 0;
    if (kind === 3) {
      pen.fillStyle = ink.acquire;
      pen.fillRect(a, y + height / 2 - 2, b - a, 4);
    } else bar(pen, a, b, all.db?.[i] ?? -1, y, height, kind === 4);
    pen.lineWidth = 2;
    pen.strokeStyle = own ? ink.pick : ink.error;
    pen.setLineDash(kind === 2 && !own ? [4, 2] : []);
    pen.strokeRect(a, y, b - a, height);
    pen.setLineDash([]);
  }

  function mark(pen, kind, at, middle) {
    if (kind === 'stale') cross(pen, at, middle, 5, ink.error, 2.5);
    else if (kind === 'error') dot(pen, at, middle, 4, ink.error, ink.bg);
    else if (kind === 'opened') dot(pen, at, middle, 3.5, ink.bg, ink.idle);
    else if (kind === 'skipped') tick(pen, at, middle, ink.warn);
    else tick(pen, at, middle, ink.ok);
  }

  function marks() {
    return ticks(from, to, (width - left) / (severalDays ? 150 : 110));
  }

  function axis(pen) {
    pen.fillStyle = ink.bg;
    pen.fillRect(0, 0, width, AXIS);
    const { step, times } = marks();
    for (const t of times) if (x(t) < width - 40) text(pen, clock(t, step), x(t) + 4, AXIS / 2, 200, `11px ${FONT}`, ink.dim);
    pen.fillStyle = ink.line;
    pen.fillRect(0, AXIS - 1, width, 1);
    if (width > 560) text(pen, 'one row, one connection', 10, AXIS / 2, left - 14, `11px ${FONT}`, ink.dim);
  }

  // -- what lies under the pointer or the keyboard

  function under(px, py) {
    if (py < AXIS) return null;
    const number = Math.floor((py - AXIS + view.scrollTop) / rowHeight);
    const row = rows[number];
    if (!row || number < 0) return null;
    if (px < left || row.kind === 'group') return { row, number };
    const t = timeAt(px);
    const reach = (to - from) / (width - left) * 4;
    if (row.kind === 'lane') return { row, number, t, bar: closest(byProcess(invocations, row.process), t, reach) };
    const c = connections[row.index];
    const near = (c.marks || []).findIndex(([at]) => Math.abs(at - t) < reach);
    return { row, number, t, mark: near, bar: closest(barsOf(c), t, reach) };
  }

  function closest(all, t, reach) {
    let best = -1;
    let distance = reach;
    for (const i of within(all, t - reach, t + reach)) {
      const away = Math.max(0, all.from[i] - t, t - all.to[i]);
      if (away < distance || (best < 0 && away <= distance)) [best, distance] = [i, away];
    }
    return best;
  }

  function describe(found) {
    const { row, bar: at = -1, mark: marked = -1, t } = found;
    if (row.kind === 'group') return [row.text, ['connections', number(row.size)], ...processLines(row.process)];
    if (row.kind === 'lane') return at >= 0 ? invocationLines(byProcess(invocations, row.process), at) : ['Between invocations', ...frozenLines(row.process, t)];
    const c = connections[row.index];
    const who = [['connection', connectionName(c)], c.pool >= 0 && pools[c.pool] ? ['pool', poolTitle(c.pool)] : ['process', processName(c.process)]];
    if (marked >= 0) return [`${MARKS[c.marks[marked][1]] || c.marks[marked][1]}`, ['what', c.marks[marked][2]], ['at', clock(c.marks[marked][0], 10)], ['UTC', utc(c.marks[marked][0])], ...who];
    if (at >= 0) return [...leaseLines(c, at), ...who];
    if (t != null && t >= born(c) && t <= gone(c)) return [t > lostSince(c) ? 'Never given back' : 'Idle', ...frozenLines(row.process, t), ...who, ...connectionLines(c)];
    return [connectionName(c), ...who.slice(1), ...connectionLines(c)];
  }

  function leaseLines(c, i) {
    const { from: a, to: b, db = [], kind = [], n = [], f = [] } = c.bars;
    const seconds = (b[i] - a[i]) / 1000;
    const many = n[i] > 1;
    return [many ? `${number(n[i])} leases, drawn as one` : KINDS[kind[i]] || KINDS[0],
      [many ? 'together' : 'lasted', duration(seconds)],
      kind[i] === 3 || !(db[i] >= 0) ? null : ['database', `${percent(db[i])} of it, ${percent(1 - db[i])} held idle`],
      ['from – to', `${clock(a[i], 10)} – ${clock(b[i], 10)}`], ['UTC', utc(a[i])],
      findings[f[i]] ? ['finding', `${findings[f[i]].kind}: ${cut(findings[f[i]].sentence, 160)}`] : null];
  }

  function invocationLines(all, i) {
    return [cut((doc.names || [])[all.name?.[i]] || 'Invocation', 100), ['outcome', (OUTCOMES[all.outcome?.[i] || 0] || 'failed') + (all.cold?.[i] ? ', cold start' : '')],
      all.n?.[i] > 1 ? ['invocations', `${number(all.n[i])}, drawn as one`] : null,
      ['lasted', duration((all.to[i] - all.from[i]) / 1000)], ['from – to', `${clock(all.from[i], 10)} – ${clock(all.to[i], 10)}`], ['UTC', utc(all.from[i])],
      all.paused?.[i] ? ['after', `a pause of ${duration(all.paused[i])}`] : null,
      all.opened?.[i] == null ? null : ['connections', `${number(all.opened[i])} opened, ${number(all.openAtEnd?.[i] ?? 0)} open at its end, ${number(all.leasedAtEnd?.[i] ?? 0)} of them in use`]];
  }

  function frozenLines(process, t) {
    const all = byProcess(frozen, process);
    const i = all && t != null ? closest(all, t, 0) : -1;
    return i < 0 ? [] : [['frozen', `for ${duration((all.to[i] - all.from[i]) / 1000)} from ${clock(all.from[i], 10)}`]];
  }

  function processLines(i) {
    const p = processes[i] || {};
    return [['function', p.function], ['host', p.host], ['runtime', p.runtime], ['started as', p.init], ['instance', p.instance]];
  }

  // -- pointer

  const place = event => {
    const box = canvas.getBoundingClientRect();
    return { px: event.clientX - box.left, py: event.clientY - box.top };
  };

  function hover(event) {
    const { px, py } = place(event);
    if (drag) {
      if (!drag.still) drag.to = Math.min(width, Math.max(left, px));
      hideTip();
      draw();
      return;
    }
    const found = under(px, py);
    if (found) showTip(event.clientX, event.clientY, describe(found));
    else hideTip();
  }

  function press(event) {
    const { px } = place(event);
    if (event.button) return;
    drag = { from: px, to: px, still: px < left };
    canvas.setPointerCapture(event.pointerId);
  }

  function lift(event) {
    if (!drag) return;
    const [a, b] = [Math.min(drag.from, drag.to), Math.max(drag.from, drag.to)];
    drag = null;
    if (b - a > 5) look(timeAt(a), timeAt(b));
    else follow(under(a, place(event).py));
    draw();
  }

  /** A click on a bar of a finding leads to its card, one on a name to the whole time of what it names. */
  function follow(found) {
    if (!found) return;
    const { row, bar: at, t } = found;
    const finding = at >= 0 && row.kind === 'connection' ? barsOf(connections[row.index]).f?.[at] ?? -1 : -1;
    if (finding >= 0) goToCard(finding);
    else if (t == null && row.members) fit(row.members.map(i => connections[i]));
  }

  function fit(all) {
    const first = Math.min(...all.map(born));
    const last = Math.max(...all.map(gone));
    look(first - (last - first) * 0.03, last + (last - first) * 0.03);
  }

  function wheel(event) {
    if (event.shiftKey) pan(Math.sign(event.deltaY || event.deltaX) * 0.1);
    else if (event.ctrlKey || event.metaKey) zoom(event.deltaY > 0 ? 1.25 : 0.8, timeAt(Math.max(left, place(event).px)));
    else return;
    event.preventDefault();
  }

  // -- keyboard

  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const does = {
      '+': () => zoom(0.5), '=': () => zoom(0.5), '-': () => zoom(2), '−': () => zoom(2), ArrowLeft: () => pan(-0.2), ArrowRight: () => pan(0.2), 0: whole,
      ArrowUp: () => step(-1), ArrowDown: () => step(1), n: () => along(1), p: () => along(-1), N: () => along(1), P: () => along(-1),
      Enter: () => cursor && follow({ row: rows[cursor.row], bar: cursor.item }), Escape: clear,
    }[event.key];
    if (!does) return;
    event.preventDefault();
    does();
  }

  function step(by) {
    const next = cursor ? cursor.row + by : visible().first;
    cursor = { row: Math.max(0, Math.min(rows.length - 1, next)), item: -1 };
    reveal(cursor.row);
    speak();
  }

  function along(by) {
    if (!cursor) step(0);
    let row = rows[cursor.row];
    if (row?.kind === 'group' && rows[cursor.row + 1]) row = rows[++cursor.row];
    const all = row?.kind === 'lane' ? byProcess(invocations, row.process) : row?.kind === 'connection' ? barsOf(connections[row.index]) : NO_BARS;
    if (!all.from.length) return;
    const next = cursor.item < 0 ? (by > 0 ? firstFrom(ends(all), from) : firstFrom(all.from, to) - 1) : cursor.item + by;
    cursor.item = Math.max(0, Math.min(all.from.length - 1, next));
    const [a, b] = [all.from[cursor.item], all.to[cursor.item]];
    if (a > to || b < from) look((a + b) / 2 - (to - from) / 2, (a + b) / 2 + (to - from) / 2);
    reveal(cursor.row);
    speak((Math.max(a, from) + Math.min(b, to)) / 2);
  }

  function speak(t) {
    const box = canvas.getBoundingClientRect();
    const row = rows[cursor.row];
    if (!row) return;
    paint();
    const mid = t == null ? left : x(t);
    showTip(box.left + mid, box.top + rowTop(cursor.row) + rowHeight - 8, describe({ row, bar: cursor.item }), true);
  }

  function clear() {
    picked = null;
    picking.hidden = true;
    cursor = null;
    document.querySelectorAll('.card.picked').forEach(c => c.classList.remove('picked'));
    hideTip();
    draw();
  }

  function reveal(row) {
    const y = row * rowHeight;
    if (y < view.scrollTop) view.scrollTop = Math.max(0, y - rowHeight);
    else if (y + rowHeight * 2 > view.scrollTop + tall - AXIS) view.scrollTop = y + rowHeight * 2 - (tall - AXIS);
  }

  // -- from a finding to its place

  function show(index) {
    const finding = findings[index];
    clear();
    if (only.checked && !(finding.connections || []).every(troubled)) only.checked = false;
    picked = { finding: index, ...placesOf(index) };
    arrange();
    const first = rows.findIndex(row => picked.rows.has(row.index));
    const size = Math.max(picked.to - picked.from, (seen.to - seen.from) * 1e-5, 1);
    look(picked.from - size * 0.3, picked.to + size * 0.3);
    if (first >= 0) view.scrollTop = Math.max(0, (first - 3) * rowHeight);
    else if (finding.process != null) view.scrollTop = Math.max(0, rows.findIndex(row => row.process === finding.process) * rowHeight);
    const places = sum([...picked.bars.values()].map(set => set.size));
    picking.replaceChildren(h('span', h('b.mono', data(finding.kind, 80)), ' ', picked.rows.size ? `marked on ${plural(picked.rows.size, 'connection')}${places ? `, ${plural(places, 'bar')}` : ''}` : 'its time is shown; its connections are not among the rows'),
      button('Back to the finding', 'Back to the finding', () => goToCard(index)), button('Clear', 'Clear the marks', clear));
    picking.hidden = false;
    section.scrollIntoView({ block: 'start' });
    view.focus({ preventScroll: true });
  }

  function placesOf(index) {
    const finding = findings[index];
    const places = new Map();
    const chosen = new Set((finding.connections || []).filter(i => connections[i]));
    let [first, last] = [Infinity, -Infinity];
    const take = (i, at) => {
      const all = barsOf(connections[i]);
      if (!places.has(i)) places.set(i, new Set());
      places.get(i).add(at);
      chosen.add(i);
      first = Math.min(first, all.from[at]);
      last = Math.max(last, all.to[at]);
    };
    connections.forEach((c, i) => c.bars?.f?.forEach((f, at) => { if (f === index) take(i, at); }));
    for (const [i, start] of finding.leases || []) {
      if (!connections[i]) continue;
      const all = barsOf(connections[i]);
      const at = firstFrom(all.from, start + 0.5) - 1;
      if (at >= 0 && all.to[at] >= start) take(i, at);
    }
    if (!(first <= last)) [first, last] = timeOf(finding);
    for (const c of [...chosen].map(i => connections[i])) {
      if (finding.kind === 'leak' && c.lostSince) last = Math.max(last, gone(c));
      const { stale } = c;
      if (!stale || !valid(stale.at)) continue;
      first = Math.min(first, stale.at - (stale.idle || 0) * 1000);
      last = Math.max(last, stale.at);
    }
    return { bars: places, rows: chosen, from: first, to: last };
  }

  function timeOf(finding) {
    if (valid(finding.since)) return [finding.since, Math.max(finding.since + 1, finding.last ?? 0)];
    return [seen.from, seen.to];
  }

  // -- the same as a table

  function tell() {
    if (!asTable.open) return;
    const { first, last } = visible();
    const inView = rows.slice(first, last + 1).filter(row => row.kind === 'connection').map(row => {
      const c = connections[row.index];
      const all = barsOf(c);
      let [count, held, busy] = [0, 0, 0];
      for (const i of within(all, from, to)) {
        if (all.kind?.[i] === 3) continue;
        const time = all.to[i] - all.from[i];
        count += all.n?.[i] ?? 1;
        if (!(all.db?.[i] >= 0)) continue;
        held += time;
        busy += time * all.db[i];
      }
      const kinds = [...new Set(findings.filter(f => (f.connections || []).includes(row.index)).map(f => cut(f.kind, 40)))];
      return [data(connectionName(c), 60), data(pools[c.pool] ? poolName(c.pool) : '–', 60), data(processName(c.process), 60), clock(c.opened), `${c.closed ? clock(c.closed) + ', ' : ''}${c.end || 'unknown'}`,
        count, held ? percent(busy / held) : '–', kinds.join(', ') || '–'];
    });
    asTable.replaceChildren(asTable.firstChild, table('Connections in the visible rows and time', ['connection', 'pool', 'process', 'opened', 'end', 'leases', 'time in the database', 'findings'], inView));
  }
}

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, sans-serif';
const MARKS = { validated: 'Validated', skipped: 'Lent without validation', stale: 'Dead: the peer had given it up', error: 'Error', opened: 'Opened' };

function connectionLines(c) {
  return [['server', c.server], ['opened', valid(c.opened) ? `${clock(c.opened, 10)}${c.phase ? `, in ${c.phase}` : ''}` : null],
    ['ended', c.end === 'open' ? 'still open at the end' : valid(c.closed) ? `${clock(c.closed, 10)}, ${c.reason || c.end}` : c.end],
    ['leases', c.uses == null ? null : number(c.uses)],
    c.stale ? ['stale', `${c.stale.kind}: idle ${duration(c.stale.idle)}, seen at ${c.stale.operation || 'use'}`] : null,
    ['UTC', valid(c.opened) ? utc(c.opened) : null]];
}

/** Text on the canvas; what does not fit is cut. */
function text(pen, raw, x, y, room, font, colour) {
  let shown = plain(raw).slice(0, 120);
  pen.font = font;
  pen.fillStyle = colour;
  pen.textBaseline = 'middle';
  pen.direction = 'ltr';
  if (pen.measureText(shown).width > room) {
    let [low, high] = [0, shown.length];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (pen.measureText(shown.slice(0, middle) + '…').width <= room) low = middle;
      else high = middle - 1;
    }
    shown = low ? shown.slice(0, low) + '…' : '';
  }
  pen.fillText(shown, x, y);
}

function cross(pen, x, y, size, colour, width) {
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  pen.beginPath();
  pen.moveTo(x - size, y - size);
  pen.lineTo(x + size, y + size);
  pen.moveTo(x + size, y - size);
  pen.lineTo(x - size, y + size);
  pen.stroke();
}

function dot(pen, x, y, radius, fill, stroke) {
  pen.beginPath();
  pen.arc(x, y, radius, 0, 7);
  pen.fillStyle = fill;
  pen.fill();
  pen.strokeStyle = stroke;
  pen.lineWidth = 1.5;
  pen.stroke();
}

function tick(pen, x, y, colour) {
  pen.fillStyle = colour;
  pen.fillRect(x - 1, y - 6, 2, 12);
}

function diamond(pen, x, y, size, colour) {
  pen.fillStyle = colour;
  pen.beginPath();
  pen.moveTo(x, y - size);
  pen.lineTo(x + size, y);
  pen.lineTo(x, y + size);
  pen.lineTo(x - size, y);
  pen.fill();
}

function legendOfBars() {
  const sample = (...parts) => svg('svg', { width: 26, height: 14, 'aria-hidden': 'true' }, parts);
  const box = (fill, y, height, more) => svg('rect', { x: 1, y, width: 24, height, fill: `var(--${fill})`, ...more });
  const path = (d, stroke, more) => svg('path', { d, stroke: `var(--${stroke})`, fill: 'none', 'stroke-width': 2, ...more });
  const entries = [
    [[box('held', 1, 5), box('db', 6, 7)], 'lease: share in the database (blue), held idle (amber)'],
    [[box('idle', 6, 2)], 'open and idle'],
    [[box('held', 2, 10), path('M1 2H25V12H1Z', 'error')], 'lease failed or left'],
    [[box('held', 2, 10), path('M1 2H25V12H1Z', 'error', { 'stroke-dasharray': '4 2' })], 'lease still open at the end'],
    [[box('held', 2, 10, { opacity: 0.35 }), path('M1 7H25', 'error')], 'never given back'],
    [[path('M8 2L18 12M18 2L8 12', 'error', { 'stroke-width': 2.5 })], 'died'],
    [[box('idle', 6, 2), path('M13 1V13', 'ok')], 'validated'],
    [[box('idle', 6, 2), path('M13 1V13', 'warn')], 'lent untested'],
  ];
  if (invocations.length) entries.push([[box('lane', 3, 8), svg('path', { d: 'M6 2L11 7L6 12L1 7Z', fill: 'var(--cold)' })], 'invocation, cold start'], [[box('error', 3, 8)], 'failed invocation']);
  if (frozen.length) entries.push([[path('M1 13L12 2M8 13L19 2M15 13L25 3', 'frozen')], 'environment frozen']);
  return entries.map(([parts, words]) => h('li', sample(...parts), words));
}

function goToCard(index) {
  const place = document.getElementById(`finding-${index}`);
  if (!place) return;
  const folded = place.closest('details');
  if (folded) folded.open = true;
  document.querySelectorAll('.card.picked').forEach(c => c.classList.remove('picked'));
  place.closest('.card').classList.add('picked');
  place.scrollIntoView({ block: 'center' });
  place.focus({ preventScroll: true });
}

// ---- pools

const byUse = () => pools.map((p, i) => i).sort((a, b) => trouble(b) - trouble(a) || (pools[b].leases || 0) - (pools[a].leases || 0));
const trouble = pool => confirmed.filter(f => f.pool === pool || (f.pool === pools[pool].name && f.process === pools[pool].process)).length;

/** What is folded is built when it is first opened, or when the page is printed. */
function folded(summary, open, build) {
  const details = h('details.pool', h('summary', summary));
  const once = () => {
    if (details.open && details.children.length === 1) details.append(...build().filter(Boolean));
  };
  details.addEventListener('toggle', once);
  details.unfold = () => {
    details.open = true;
    once();
  };
  if (open) details.unfold();
  return details;
}

function poolSections(section) {
  if (doc.poolsLeftOut) fill(section, h('p.lead.dim', `${plural(doc.poolsLeftOut, 'further pool')} left out.`));
  byUse().forEach((i, rank) => {
    const p = pools[i];
    const place = [p.pools && `${p.pools} pools of this name`, p.library, p.system, p.server, p.namespace].filter(Boolean).map(part => cut(part, 60)).join(' · ');
    fill(section, folded([h('b', data(poolTitle(i), 140)), h('span.dim', h('bdi', place)), p.timeouts ? h('b.failed', ` ${plural(p.timeouts, 'acquire')} timed out`) : ''], rank < 2, () => poolBody(p, i)));
  });
}

/** Without the time before and after the pool's life. */
function lifeOf({ t = [], used = [], idle = [], waiting = [] } = {}) {
  const alive = t.map((at, i) => used[i] || idle[i] || waiting[i]);
  const first = Math.max(0, alive.findIndex(Boolean) - 1);
  const end = t.length - Math.max(0, [...alive].reverse().findIndex(Boolean) - 1);
  return [t, used, idle, waiting].map(column => column.slice(first, end));
}

/** A limit far above all that was there would flatten it. */
const LOFTY = 100;

function poolBody(p, i) {
  const [t, used, idle, waiting] = lifeOf(p.series);
  const waits = most(waiting) > 0;
  const limit = p.limit > LOFTY * Math.max(1, most(used), most(idle), most(waiting)) ? null : p.limit;
  return [
    facts([['limit', p.limit], ['kept idle, at least', p.minIdle], ['most in use', t.length ? most(used) : null], ['most waiting', t.length ? most(waiting) : null], ['leases', p.leases], ['opened', p.opened], ['closed', p.closed], ['timed out', p.timeouts]]),
    t.length > 1 && h('figure', legend([['used', 'in use'], ['spare', 'idle'], waits && ['line-error', 'waiting for one'], limit && ['limit', 'limit']].filter(Boolean)),
      overTime(`Connections of ${poolName(i)} over time: at most ${most(used)} in use, ${most(waiting)} waiting${p.limit ? `, limit ${p.limit}` : ''}`, t,
        [{ name: 'in use', values: used, kind: 'used', stack: true }, { name: 'idle', values: idle, kind: 'spare', stack: true, most: used.map(u => (p.limit ? Math.max(0, p.limit - u) : Infinity)) }, waits && { name: 'waiting', values: waiting, kind: 'line-error' }].filter(Boolean), limit)),
    h('div.charts', histogram('Wait for a connection', p.wait), histogram('Connection in use', p.use), histogram('of it in the database', p.db), histogram('Opening a connection', p.create), histogram('Validation', p.validation)),
  ];
}

// ---- how many connections

const hasDemand = p => sum(p.demand?.seconds) > 0 || p.sizes?.length > 0;

function demand(section) {
  const shown = byUse().filter(i => hasDemand(pools[i]));
  fill(section, h('p.lead.dim', 'What the threads needed at the same moment, lent or waited for, and what each pool size would have meant for the same demand: a calculation, not a measurement.'),
    table('The sizes in short', ['pool', 'limit', 'needed at most', 'advised size', 'would wait at the advised size'], shown.map(i => {
      const p = pools[i];
      const advised = p.sizes?.find(s => s.size === p.advisedSize);
      return [data(poolTitle(i), 120), p.limit, p.demand?.peak, p.advisedSize, advised ? `${percent(advised.waited)} of acquires, ${duration(advised.wait)} on average` : null];
    })));
  shown.forEach((i, rank) => fill(section, folded([h('b', data(poolTitle(i), 140)), pools[i].advisedSize == null ? '' : h('span.dim', `${pools[i].advisedSize} would do`)], rank < 2, () => demandBody(pools[i]))));
}

function demandBody(p) {
  const seconds = p.demand?.seconds || [];
  const total = sum(seconds);
  const limits = place => [['advised', p.advisedSize], ['limit', p.limit]].filter(([, size]) => size && place(size) >= 0)
    .map(([kind, size]) => ({ at: place(size) + 0.5, text: `${kind} ${size}`, kind }));
  const items = seconds.map((s, n) => ({ label: number(n), value: s / total, lines: [`${plural(n, 'connection')} needed`, ['for', duration(s)], ['share', percent(s / total)]] }));
  const furthest = items.length ? Math.min(p.limit || 0, items.length * 2 + 8) : 0;
  while (items.length <= furthest) items.push({ label: number(items.length), value: 0, lines: [`${items.length} connections`, ['needed', 'never']] });
  const sizes = p.sizes || [];
  const waits = sizes.map(s => ({ label: number(s.size), value: (s.wait || 0) * 1000, kind: 'held', lines: [`With ${plural(s.size, 'connection')}`, ['would wait', `${percent(s.waited)} of acquires`], ['on average', duration(s.wait)]] }));
  return [h('div.charts.two',
    total > 0 && h('figure', h('figcaption', h('b', 'Connections needed at once'), `, share of ${duration(total)}`), columns(`Connections needed at once, at most ${p.demand.peak ?? seconds.length - 1}`, items, { marks: limits(size => (size < items.length ? size : -1)), format: percent })),
    waits.length > 0 && h('figure', h('figcaption', h('b', 'Predicted mean wait'), ' for each pool size'), columns('Predicted mean wait for each pool size', waits, { marks: limits(size => sizes.findIndex(s => s.size >= size)), format: ms => duration(ms / 1000) }))),
  sizes.length > 0 && table('Predicted waits', ['size', 'acquires that would wait', 'mean wait'], sizes.slice(0, 40).map(s => ({ here: s.size === p.advisedSize, cells: [s.size, percent(s.waited), duration(s.wait)] })))];
}

// ---- invocations, idle ages, proxy, fleet

function invocationSummary(section) {
  const t = doc.invocationTotals || {};
  fill(section, facts([['invocations', t.count], ['cold', t.cold], ['warm', t.count != null && t.cold != null ? t.count - t.cold : null], ['failed', t.errors], ['timed out', t.timeouts], ['killed', t.killed], ['connections opened', t.opened], ['open at an end, at most', t.openAtEndMost]]));
  fill(section, table('By process', ['process', 'invocations', 'opened in them', 'open at an end, at most', 'in use at an end, at most', 'longest pause before one'],
    invocations.slice(0, 100).map(i => [data(processName(i.process), 80), i.n ? sum(i.n) : (i.from || []).length, sum(i.opened), most(i.openAtEnd), most(i.leasedAtEnd), most(i.paused) ? duration(most(i.paused)) : null])));
  if (invocations.length > 100) fill(section, h('p.dim', `and ${plural(invocations.length - 100, 'further process', 'further processes')}`));
}

function idleAges(section) {
  for (const peer of list('idle')) {
    const deaths = (peer.deaths?.length || 0) + (peer.deathsLeftOut || 0);
    const bounds = (peer.survived?.bounds?.length ? peer.survived : peer.died)?.bounds || [];
    const [up, down] = [peer.survived?.counts || [], peer.died?.counts || []];
    const used = [...Array(bounds.length + 1).keys()].filter(i => up[i] || down[i]);
    const place = seconds => {
      const i = firstFrom(bounds, seconds);
      const low = i ? bounds[i - 1] : 0;
      return i >= bounds.length ? i + 0.5 : i + (seconds - low) / (bounds[i] - low);
    };
    const top = place(Math.max(peer.high || 0, peer.longestSurvived || 0, peer.shortestDied || 0));
    const first = Math.max(0, (used[0] ?? 0) - 1);
    const last = Math.min(bounds.length, Math.max(used[used.length - 1] ?? 0, Math.ceil(top) - 1) + 1);
    const items = [];
    for (let i = first; i <= last; i++) {
      const label = i < bounds.length ? `≤ ${duration(bounds[i])}` : `> ${duration(bounds[bounds.length - 1])}`;
      items.push({ label, value: up[i] || 0, below: down[i] || 0, lines: ['Idle before its next use', ['for', label], ['survived', number(up[i] || 0)], ['died', number(down[i] || 0)]] });
    }
    const bracket = typeof peer.low === 'number' && typeof peer.high === 'number';
    const marks = (peer.known || []).slice(0, 3).map(([seconds, name]) => ({ at: place(seconds) - first, text: `${plain(cut(name, 30))} ${duration(seconds)}` }));
    fill(section, h('div.pool', h('h3', data(peer.peer, 100), peer.system ? h('span.dim', ' ', data(peer.system, 40)) : ''), peer.sentence ? h('p', sentence(peer.sentence)) : null,
      legend([['survived', 'survived (upwards)'], ['died', 'died (downwards)'], bracket && ['range', `limit between ${duration(peer.low)} and ${duration(peer.high)}`]].filter(Boolean)),
      used.length ? columns(`Idle ages that survived and died${bracket ? `; limit between ${duration(peer.low)} and ${duration(peer.high)}` : ''}`, items, { up: 'survived', marks, range: bracket ? [place(peer.low) - first, place(peer.high) - first] : null }) : null,
      facts([['longest survived', peer.longestSurvived == null ? null : duration(peer.longestSurvived)], ['shortest died', peer.shortestDied == null ? null : duration(peer.shortestDied)]]),
      peer.deaths?.length ? h('details', h('summary', plural(deaths, 'death')), table('Deaths', ['idle for', 'how', 'at', 'process'], peer.deaths.slice(0, 100).map(([idle, kind, at, process]) => [duration(idle), data(kind, 60), clock(at), data(processName(process), 80)])), deaths > 100 ? h('p.dim', `and ${number(deaths - 100)} after a longer time`) : null) : null));
  }
}

function proxy(section) {
  const p = doc.proxy;
  fill(section, p.sentence ? h('p.lead', sentence(p.sentence)) : '', facts([['most in use at once', p.peakInUse], ['open', p.open], ['pinned', p.pinnedShare == null ? null : percent(p.pinnedShare)]]),
    p.pinReasons?.length ? table('What pins', ['reason', 'times'], p.pinReasons.map(([reason, n]) => [data(reason, 120), n])) : '');
}

function fleet(section) {
  const { t, busy, alive, open, leased, sentence: words } = doc.fleet;
  const charts = [[['alive', alive, 'line-dim'], ['busy', busy, 'line-db'], 'Environments'], [['open', open, 'line-held'], ['in use', leased, 'line-db'], 'Connections of all processes']];
  fill(section, words ? h('p.lead', sentence(words)) : '', h('div.charts.two', charts.map(([a, b, title]) => h('figure', h('figcaption', h('b', title)), legend([a, b].map(([name, , kind]) => [kind, name])),
    overTime(`${title}: ${a[0]} at most ${most(a[1])}, ${b[0]} at most ${most(b[1])}`, t, [a, b].map(([name, values, kind]) => ({ name, values, kind })))))));
}

// ---- settings and health

function settings(section) {
  const advice = list('advice');
  if (advice.length) fill(section, table('To change', ['pool', 'property', 'in force', 'advised', 'because of'], advice.map(a => [data(poolTitle(a.pool), 120), h('code', data(a.property, 120)), data(a.inForce ?? '–', 120), h('b', data(a.advised, 200)),
    findings[a.finding] ? h('button.mono', { type: 'button', onclick: () => goToCard(a.finding) }, plain(cut(findings[a.finding].kind, 60))) : null])));
  byUse().filter(i => pools[i].settings?.length).forEach(i => fill(section, folded([h('b', data(poolTitle(i), 140)), h('span.dim', 'settings in force')], false,
    () => [table('Settings in force', ['property', 'value'], pools[i].settings.map(([name, value, unit]) => [h('code', data(name, 100)), data(unit ? `${value} ${unit}` : value, 200)]))])));
}

function health(section) {
  const words = list('health').map(e => {
    const lost = [...(e.dropped || []).map(([kind, n]) => n && `${plural(n, 'event')} of kind ${plain(cut(kind, 60))} dropped`), e.spansDropped && `${plural(e.spansDropped, 'span')} not kept (sampled or over the budget)`,
      e.errors && plural(e.errors, 'internal error'), e.unmatched && `${plural(e.unmatched, 'hook')} that matched nothing`, e.exportsFailed && plural(e.exportsFailed, 'failed export')].filter(Boolean);
    return { lost: lost.length, line: h('li', h('b', data(processName(e.process), 80)), `: ${plural(e.events ?? 0, 'event')}; ${lost.length ? lost.join(', ') : 'nothing was lost'}.`) };
  });
  const whole = words.filter(w => !w.lost);
  const torn = list('recordings').map(r => h('li', h('code', data(r.file, 120)), `: ${plural(r.lines ?? 0, 'line')}, ${plural(r.spans ?? 0, 'span')}${r.torn ? '; its last line is torn and was left out' : ''}${r.unreadable ? `; ${plural(r.unreadable, 'unreadable line')} left out` : ''}.`));
  fill(section, h('div.charts', h('div', h('h3', 'What the agent lost'), h('ul', words.filter(w => w.lost).map(w => w.line), whole.length > 5 ? h('li', `${number(whole.length)} ${words.length > whole.length ? 'other ' : ''}processes lost nothing.`) : whole.map(w => w.line))),
    h('div', h('h3', 'What was read'), h('ul', torn))));
}

// ---- the page

const SECTIONS = [
  ['findings', 'Findings', 'Findings', () => true, '', findingCards],
  ['lifelines', 'Lifelines', 'Connection lifelines', () => connections.length > 0, 'no connection or lease was recorded', lifelines],
  ['pools', 'Pools', 'Pools', () => pools.length > 0, 'no pool was recorded', poolSections],
  ['demand', 'How many?', 'How many connections do I need?', () => pools.some(hasDemand), 'no demand was recorded', demand],
  ['invocations', 'Invocations', 'Invocations', () => invocations.length > 0 || doc.invocationTotals?.count > 0, 'no invocation was recorded', invocationSummary],
  ['idle', 'Idle ages', 'Idle ages that survived and died', () => list('idle').length > 0, 'no connection was seen to idle', idleAges],
  ['proxy', 'RDS Proxy', 'Would RDS Proxy pay?', () => doc.proxy, 'nothing to judge it by', proxy],
  ['fleet', 'Environments', 'Invocations against environments', () => doc.fleet?.t?.length > 1, 'nothing ran at the same time', fleet],
  ['settings', 'Settings', 'Settings in force against advice', () => list('advice').length > 0 || pools.some(p => p.settings?.length), 'no settings were recorded', settings],
  ['health', 'Agent health', 'Agent health', () => list('health').length > 0 || list('recordings').length > 0, 'no figures of the agent were recorded', health],
];

const main = document.getElementById('main');
const shown = [];
const leftOut = [];
heading(document.getElementById('top'));
for (const [id, short, title, there, reason, build] of SECTIONS) {
  if (!there()) {
    leftOut.push(`${title} (${reason})`);
    continue;
  }
  const section = h('section', { id, 'aria-labelledby': `${id}-title` }, h('h2', { id: `${id}-title` }, title));
  main.append(section);
  try {
    build(section);
    shown.push([id, short]);
  } catch (odd) {
    section.remove();
    leftOut.push(`${title} (its data could not be drawn: ${cut(odd.message, 100)})`);
  }
}
document.getElementById('contents').append(h('ul', shown.map(([id, title]) => h('li', h('a', { href: `#${id}` }, title)))));
document.getElementById('end').append(
  leftOut.length ? h('p', { id: 'left-out' }, 'Left out: ', leftOut.join('; '), '.') : '',
  h('p', 'p50, p95 and p99 are estimates from the buckets of histograms. Times are local (', zone(), ').'),
  h('p', `Made by Connwake ${plain(cut(doc.version || '', 40))}`, valid(doc.madeAt) ? ` on ${day(doc.madeAt)} at ${clock(doc.madeAt)}` : '', '. This file holds all it needs and asks no network.'));
matchMedia('print').addEventListener('change', event => event.matches && document.querySelectorAll('details').forEach(d => (d.unfold ? d.unfold() : d.open = !d.closest('.asTable'))));
