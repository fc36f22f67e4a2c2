import type { LibraryEntry } from '#core/contract/plans.contract.ts'
import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import { formatDecimal, formatLength } from '#core/units/format-length.ts'
import type { LengthUnit } from '#core/units/parse-length.ts'
import { plansStrings as words } from './plans.strings.ts'

/** Which plans are shown. */
export type LaneFilter = keyof typeof words.lanes
/** How they are ordered. */
export type SortKey = keyof typeof words.sorts

/** What is looked for. */
export interface LibraryQuery {
  readonly search: string
  readonly lane: LaneFilter
  readonly sort: SortKey
}

/** Everything that is not archived, last changed first. */
export const WHOLE_LIBRARY: LibraryQuery = { search: '', lane: 'all', sort: 'changed' }

function inLane({ lane }: LibraryEntry, wanted: LaneFilter): boolean {
  if (wanted === 'all') return lane !== 'archived'
  return wanted === 'shipped' ? lane === null : lane === wanted
}

const ORDERS: Readonly<Record<SortKey, (a: LibraryEntry, b: LibraryEntry) => number>> = {
  changed: (a, b) => b.updatedAtUtc.localeCompare(a.updatedAtUtc),
  name: (a, b) => a.name.localeCompare(b.name),
  size: (a, b) => b.outerRadiusMm - a.outerRadiusMm,
  runs: (a, b) => b.runCount - a.runCount,
}

/** The plans that fit a query, in its order; by name among equals, examples last where time decides. */
export function foundEntries(
  entries: readonly LibraryEntry[],
  { search, lane, sort }: LibraryQuery,
): readonly LibraryEntry[] {
  const parts = search.toLowerCase().split(/\s+/)
  const origin = (entry: LibraryEntry) => (sort === 'changed' && entry.origin === 'shipped' ? 1 : 0)
  return entries
    .filter((entry) => inLane(entry, lane))
    .filter(({ name }) => parts.every((part) => name.toLowerCase().includes(part)))
    .toSorted((a, b) => origin(a) - origin(b) || ORDERS[sort](a, b) || ORDERS.name(a, b))
}

/** One line of a comparison. */
export interface CompareRow {
  readonly id: string
  readonly label: string
  readonly left: string
  readonly right: string
  readonly differs: boolean
}

type Fact = readonly [label: string, text: string]

function lengthText(lengthMm: number | null, unit: LengthUnit): string {
  return lengthMm === null ? words.unmeasured : formatLength(lengthMm, unit)
}

const RING_WORDS: Readonly<Record<Ring['kind'], string>> = {
  tile: 'tiles',
  strip: 'strip',
  arcs: 'arcs',
  disc: 'disc',
  shell: 'shell',
  bought: 'bought',
}

function kindText(ring: Ring): string {
  if (ring.kind === 'tile') return `${String(ring.tileCount)} ${RING_WORDS.tile}`
  return ring.kind === 'strip' && ring.weave.kind !== 'plain'
    ? ring.weave.kind
    : RING_WORDS[ring.kind]
}

function patternText(ring: Ring): readonly Fact[] {
  if (ring.kind !== 'tile') return []
  const { pattern } = ring
  const text =
    pattern === null
      ? words.none
      : `${String(pattern.rows.length)} × ${String(ring.columns)}, ${String(pattern.palette.length)} colours`
  return [['pattern', text]]
}

function ringFacts(ring: Ring, index: number, unit: LengthUnit): readonly Fact[] {
  const head = `Ring ${String(index + 1)}`
  const facts: readonly Fact[] = [
    ['name', ring.name],
    ['made of', kindText(ring)],
    ['inner ⌀', formatLength(2 * ring.innerRadiusMm, unit)],
    ['outer ⌀', formatLength(2 * ring.outerRadiusMm, unit)],
    ['inlay thickness', lengthText(ring.inlayThicknessMm, unit)],
    ...patternText(ring),
  ]
  return facts.map(([label, text]): Fact => [`${head}, ${label}`, text])
}

/** Everything that is compared of a plan, in the order it is decided. */
function factsOf(plan: Plan, unit: LengthUnit): ReadonlyMap<string, string> {
  const length = (lengthMm: number | null) => lengthText(lengthMm, unit)
  return new Map<string, string>([
    ['Soundhole ⌀', length(2 * plan.soundhole.radiusMm)],
    ['Top thickness', length(plan.topThicknessMm)],
    ['Top', plan.topMaterialId],
    ['Fingerboard width', length(plan.fingerboardWidthMm)],
    ['Rings', String(plan.rings.length)],
    ...plan.rings.flatMap((ring, index) => ringFacts(ring, index, unit)),
    ['Saw kerf', length(plan.stock.kerfMm)],
    ['Veneer', length(plan.stock.veneerMm)],
    ['Spare tiles', String(plan.stock.spareTiles)],
    ['Bit', plan.cutting.toolId],
    ['Spindle', `${formatDecimal(plan.cutting.spindleRpm, 0)} rpm`],
    ['Depth of a pass', length(plan.cutting.maxDepthPerPassMm)],
    ['Glue room a side', length(plan.cutting.clearancePerSideMm)],
  ])
}

/** Sets two plans side by side, line by line; what one of them lacks is shown as none. */
export function compareRows(left: Plan, right: Plan, unit: LengthUnit): readonly CompareRow[] {
  const [a, b] = [factsOf(left, unit), factsOf(right, unit)]
  return [...new Set([...a.keys(), ...b.keys()])].map((label) => {
    const [mine, other] = [a.get(label) ?? words.none, b.get(label) ?? words.none]
    return { id: label, label, left: mine, right: other, differs: mine !== other }
  })
}

/** Whether a text is a library of many plans, by its own word for it. */
export function isLibraryText(text: string): boolean {
  return /"schema"\s*:\s*"rmos\.library"/.test(text.slice(0, 400))
}
