import fc from 'fast-check'
import { expect, test } from 'vitest'
import { problemSentence } from '../outcome/problem.ts'
import { readLegacyStripFamily } from './legacy-strip-family.ts'
import { parseStripFamilies, readStripFamily } from './parse-strip-family.ts'

const OWN = {
  schema: 'rmos.strip-family',
  version: 1,
  id: 'lines',
  name: 'Lines',
  lane: 'safe',
  notes: '',
  glueLineMm: 0.03,
  strips: [
    { id: 'a', name: 'Black', widthMm: 0.5, thicknessMm: 2, colour: '#000000', materialId: null },
  ],
  construction: { kind: 'lines' },
}
/** As the older system's database keeps it: one size, and the pieces in stock. */
const STOCK = {
  id: 'fam-7',
  name: 'Ebony purfling',
  strip_width_mm: 1.5,
  strip_thickness_mm: 2.1,
  material_type: 'wood',
  strips: [{ length_mm: 600 }, { length_mm: 450.5 }],
  metadata: { supplier: 'Local yard' },
}
/** As the older system's templates keep it: a sequence of materials. */
const SEQUENCE = {
  id: 'bw_rope',
  name: 'Black and white rope',
  color_hex: '#999',
  default_slice_angle_deg: 45,
  default_width_mm: 1.5,
  default_tile_length_mm: 3,
  lane: 'TUNED_V1',
  sequence: [0, 1, 0],
  materials: [
    { key: 'b', type: 'wood', species: 'Black dyed maple', thickness_mm: 0.6 },
    {
      key: 'w',
      type: 'paper',
      thickness_mm: 0.5,
      visual: { base_color: '#FFEEDD' },
    },
  ],
}

const sentence = (text: string) => {
  const read = parseStripFamilies(text, 'strips.json')
  if (read.ok) throw new Error('it was read')
  return problemSentence(read.error)
}
const only = (value: unknown) => {
  const read = readStripFamily(value, 'strips.json')
  if (!read.ok) throw new Error(problemSentence(read.error))
  return read.value
}

test('a refusal names the file, the place, the value and the limit', () => {
  const wide = { ...OWN, strips: [{ ...OWN.strips[0], widthMm: 70 }] }
  expect(sentence(JSON.stringify(wide))).toBe(
    'strips.json: strips[0].widthMm 70 is above the limit 60',
  )
  expect(sentence(JSON.stringify({ ...OWN, version: 2 }))).toContain('newer than version 1')
  expect(sentence('{"schema": "rmos.strip-family",')).toContain('cut short')
  expect(sentence('{"schema": NaN}')).toContain('line 1, column 12')
  expect(sentence('[]')).toBe('strips.json: holds no strip family')
  expect(sentence('[1]')).toContain('is 1, not a strip family')
})

test('the second of several families is named when it does not read', () => {
  expect(sentence(JSON.stringify([OWN, { ...OWN, name: '' }]))).toContain('strips.json, family 2')
})

test('a strip id that comes twice is refused, also between pattern and border', () => {
  const [a] = OWN.strips
  const border = {
    ...OWN,
    construction: { kind: 'ladder', bandWidthMm: 2, border: [a] },
  }
  expect(sentence(JSON.stringify(border))).toBe('strips.json: strips hold the id "a" twice')
})

test('a stock record becomes one solid strip, and its stock a note', () => {
  const { family, remarks } = only(STOCK)
  expect(family).toMatchObject({
    id: 'fam-7',
    name: 'Ebony purfling',
    lane: 'experimental',
    construction: { kind: 'solid' },
    notes: '2 strips in stock, 1050.5 mm in all.\nSupplier: Local yard.',
  })
  expect(family.strips).toMatchObject([{ name: 'wood', widthMm: 1.5, thicknessMm: 2.1 }])
  expect(remarks).toEqual([])
})

test('a sequence becomes the layers of a rope; what it does not say is not measured', () => {
  const { family, remarks } = only(SEQUENCE)
  expect(family.construction).toEqual({ kind: 'rope', angleDeg: 45, bandWidthMm: 1.5, border: [] })
  expect(family.lane).toBe('tuned_v1')
  expect(
    family.strips.map(({ name, widthMm, thicknessMm, colour }) => [
      name,
      widthMm,
      thicknessMm,
      colour,
    ]),
  ).toEqual([
    ['Black dyed maple', 0.6, null, '#a9794f'],
    ['w', 0.5, null, '#ffeedd'],
    ['Black dyed maple', 0.6, null, '#a9794f'],
  ])
  expect(remarks).toHaveLength(2)
})

test('a place of the sequence that leads nowhere is counted, not dropped in silence', () => {
  const { family, remarks } = only({ ...SEQUENCE, sequence: [0, 7, -1, 1.5] })
  expect(family.strips).toHaveLength(1)
  expect(remarks.join(' ')).toContain('3 places of the sequence')
})

test('the smallest record of the older screen is one strip in its colour, without sizes', () => {
  const { family } = only({ id: 'x', name: 'Tan', color_hex: '#d2B48c' })
  expect(family.strips).toMatchObject([{ name: 'Tan', colour: '#d2b48c', widthMm: null }])
})

test('lists, wrappers and objects by id are read; the key stands for a missing id', () => {
  const { id: _, ...nameless } = STOCK
  const ids = (value: unknown) => {
    const read = parseStripFamilies(JSON.stringify(value), 'f.json')
    return read.ok ? read.value.map(({ family }) => family.id) : problemSentence(read.error)
  }
  expect(ids([STOCK, SEQUENCE])).toEqual(['fam-7', 'bw_rope'])
  expect(ids({ strip_families: [STOCK] })).toEqual(['fam-7'])
  expect(ids({ other: nameless, bw_rope: SEQUENCE })).toEqual(['other', 'bw_rope'])
  expect(ids(STOCK)).toEqual(['fam-7'])
})

test('no value makes the reader throw, and what it reads is within the limits', () => {
  const legacyLike = fc.record(
    {
      id: fc.oneof(fc.string(), fc.integer()),
      name: fc.oneof(fc.string(), fc.constant(null)),
      strip_width_mm: fc.oneof(fc.double(), fc.string()),
      strips: fc.oneof(fc.jsonValue(), fc.array(fc.record({ length_mm: fc.double() }))),
      materials: fc.oneof(fc.jsonValue(), fc.array(fc.record({ thickness_mm: fc.double() }))),
      sequence: fc.oneof(fc.jsonValue(), fc.array(fc.integer({ min: -2, max: 4 }))),
      color_hex: fc.string(),
      default_slice_angle_deg: fc.double(),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), legacyLike), (value) => {
      readLegacyStripFamily(value)
      const read = readStripFamily(value, 'any')
      if (!read.ok) expect(problemSentence(read.error)).toMatch(/^any: ./)
    }),
  )
})
