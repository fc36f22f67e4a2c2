import type { Material } from '#core/library/material.schema.ts'
import { allStrips, isRepeating } from '#core/strips/laminate.ts'
import type {
  Construction,
  ConstructionKind,
  Strip,
  StripFamily,
} from '#core/strips/strip-family.schema.ts'
import { STRIP_LIMITS } from '#core/strips/strip-family.schema.ts'

/** A list of strips within a family. */
export type StripGroup = 'strips' | 'middle' | 'border'

/** The lists a family has, in the order they are shown. */
export function groupsOf({ construction }: StripFamily): readonly StripGroup[] {
  if (!isRepeating(construction)) return ['strips']
  return 'middle' in construction ? ['strips', 'middle', 'border'] : ['strips', 'border']
}

/** The strips of one list. */
export function stripsIn(
  { strips, construction }: StripFamily,
  group: StripGroup,
): readonly Strip[] {
  if (group === 'strips') return strips
  if (!isRepeating(construction)) return []
  if (group === 'border') return construction.border
  return 'middle' in construction && construction.middle !== null ? [construction.middle] : []
}

/** The family with another list; a list that the construction does not have is left alone. */
export function withStrips(
  family: StripFamily,
  group: StripGroup,
  strips: readonly Strip[],
): StripFamily {
  const { construction } = family
  if (group === 'strips') return strips.length === 0 ? family : { ...family, strips: [...strips] }
  if (!isRepeating(construction)) return family
  if (group === 'border') {
    return { ...family, construction: { ...construction, border: [...strips] } }
  }
  return 'middle' in construction
    ? { ...family, construction: { ...construction, middle: strips[0] ?? null } }
    : family
}

/** Most strips a list takes. */
function roomIn(group: StripGroup): number {
  if (group === 'middle') return 1
  return group === 'border' ? STRIP_LIMITS.maxBorderStrips : STRIP_LIMITS.maxStrips
}

/** True when another strip can be added to a list. */
export function hasRoom(family: StripFamily, group: StripGroup): boolean {
  return stripsIn(family, group).length < roomIn(group)
}

/** True when a strip of a list can be taken away: a family has at least one. */
export function canRemove(family: StripFamily, group: StripGroup): boolean {
  return group !== 'strips' || family.strips.length > 1
}

/** The list a strip is in; null when there is no such strip. */
export function groupOfStrip(family: StripFamily, stripId: string): StripGroup | null {
  return (
    groupsOf(family).find((group) => stripsIn(family, group).some(({ id }) => id === stripId)) ??
    null
  )
}

function freeStripId(family: StripFamily): string {
  const taken = new Set(allStrips(family).map(({ id }) => id))
  let number = taken.size + 1
  while (taken.has(`strip-${String(number)}`)) number += 1
  return `strip-${String(number)}`
}

/** A strip like the one it is added after, or a plain black one, with an id of its own. */
export function withNewStrip(
  family: StripFamily,
  group: StripGroup,
  place: { readonly afterId: string | null; readonly name: string },
): { readonly family: StripFamily; readonly stripId: string } | null {
  if (!hasRoom(family, group)) return null
  const strips = stripsIn(family, group)
  const at = strips.findIndex(({ id }) => id === place.afterId)
  const like = strips[at] ?? strips.at(-1) ?? family.strips[0]
  const stripId = freeStripId(family)
  const strip: Strip = {
    name: place.name,
    widthMm: 0.5,
    thicknessMm: 2,
    colour: '#232120',
    materialId: null,
    ...like,
    id: stripId,
  }
  const before = at < 0 ? strips.length : at + 1
  const next = [...strips.slice(0, before), strip, ...strips.slice(before)]
  return { family: withStrips(family, group, next), stripId }
}

/** The family without a strip; the same when it must stay. */
export function withoutStrip(family: StripFamily, stripId: string): StripFamily {
  const group = groupOfStrip(family, stripId)
  if (group === null || !canRemove(family, group)) return family
  return withStrips(
    family,
    group,
    stripsIn(family, group).filter(({ id }) => id !== stripId),
  )
}

/** The family with a strip moved within its list, up for -1; the same at the list's end. */
export function withMovedStrip(family: StripFamily, stripId: string, by: -1 | 1): StripFamily {
  const group = groupOfStrip(family, stripId)
  if (group === null) return family
  const strips = [...stripsIn(family, group)]
  const at = strips.findIndex(({ id }) => id === stripId)
  const [moving, other] = [strips[at], strips[at + by]]
  if (moving === undefined || other === undefined) return family
  strips[at] = other
  strips[at + by] = moving
  return withStrips(family, group, strips)
}

/** The family with one strip changed. */
export function withStrip(
  family: StripFamily,
  stripId: string,
  change: Partial<Omit<Strip, 'id'>>,
): StripFamily {
  const group = groupOfStrip(family, stripId)
  if (group === null) return family
  return withStrips(
    family,
    group,
    stripsIn(family, group).map((strip) =>
      strip.id === stripId ? { ...strip, ...change } : strip,
    ),
  )
}

/** What choosing a material changes in a strip: its colour, and its name where that was the old material's. */
export function materialChange(
  strip: Strip,
  materialId: string,
  materials: readonly Material[],
): Partial<Strip> {
  const material = materials.find(({ id }) => id === materialId)
  if (material === undefined) return { materialId: null }
  const before = materials.find(({ id }) => id === strip.materialId)
  const named = before === undefined || before.name === strip.name
  return { materialId, colour: material.colour, ...(named && { name: material.name }) }
}

/** A band as wide as borders of this kind usually are. */
const NEW_BAND_MM = 1.5
const NEW_ANGLE_DEG = { rope: 45, herringbone: 45, wheat: 30 }

function bandOf(before: Construction) {
  return isRepeating(before)
    ? { bandWidthMm: before.bandWidthMm, border: before.border }
    : { bandWidthMm: NEW_BAND_MM, border: [] }
}

type Leaning = Extract<Construction, { angleDeg: number }>

/** A leaning pattern of another kind that keeps what both have. */
function asLeaning(before: Construction, kind: Leaning['kind']): Leaning {
  const angleDeg = 'angleDeg' in before ? before.angleDeg : NEW_ANGLE_DEG[kind]
  const kept = { angleDeg, ...bandOf(before) }
  if (kind === 'rope') return { kind, ...kept }
  const mirrored = 'middle' in before ? before : null
  return { kind, ...kept, middle: mirrored?.middle ?? null, phase: mirrored?.phase ?? 'points' }
}

/** A construction of another kind that keeps what both have. */
export function asKind(before: Construction, kind: ConstructionKind): Construction {
  if (kind === 'lines' || kind === 'solid') return { kind }
  if (kind === 'shell') return { kind, pieceLengthMm: null }
  if (kind !== 'ladder') return asLeaning(before, kind)
  return { kind, ...bandOf(before) }
}

/** The family made another way; lines beside or between a pattern go when there is no pattern. */
export function withKind(family: StripFamily, kind: ConstructionKind): StripFamily {
  return { ...family, construction: asKind(family.construction, kind) }
}

/** True when every width and depth of a family has been measured. */
export function allMeasured(family: StripFamily): boolean {
  const { construction } = family
  const banded = !isRepeating(construction) || construction.bandWidthMm !== null
  return (
    banded &&
    allStrips(family).every(({ widthMm, thicknessMm }) => widthMm !== null && thicknessMm !== null)
  )
}

/** A share as percent with its sign and two decimals: `+0.09`. */
export function signedPercent(ratio: number): string {
  const text = Math.abs(ratio * 100).toFixed(2)
  return `${ratio < 0 && Number(text) !== 0 ? '−' : '+'}${text}`
}

/** A family to begin with: three lines, black, white, black. */
export function newFamily(name: string, stripName: string): StripFamily {
  const strip = (id: string, colour: string): Strip => ({
    id,
    name: stripName,
    widthMm: 0.5,
    thicknessMm: 2,
    colour,
    materialId: null,
  })
  return {
    schema: 'rmos.strip-family',
    version: 1,
    id: 'new',
    name,
    lane: 'experimental',
    notes: '',
    glueLineMm: 0.03,
    strips: [strip('strip-1', '#232120'), strip('strip-2', '#f1e9d6'), strip('strip-3', '#232120')],
    construction: { kind: 'lines' },
  }
}
