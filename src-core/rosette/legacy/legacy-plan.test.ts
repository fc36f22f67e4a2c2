import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { problemSentence } from '../../outcome/problem.ts'
import { parsePlan } from '../parse-plan.ts'
import { type LegacyPlan, looksLegacy, readLegacyPlan } from './legacy-plan.ts'

function read(record: unknown): LegacyPlan {
  const plan = readLegacyPlan(record, 'old')
  if (!plan.ok) throw new Error(problemSentence(plan.error))
  return plan.value
}

function refusal(record: unknown): string {
  const plan = readLegacyPlan(record, 'old')
  return plan.ok ? 'accepted' : problemSentence(plan.error)
}

const radii = ({ plan }: LegacyPlan) =>
  plan.rings.map((ring) => [ring.innerRadiusMm, ring.outerRadiusMm])

const bands = {
  id: 'p-1',
  name: 'Classic 3 band',
  center_x_mm: 0,
  center_y_mm: 0,
  ring_bands: [
    { id: 'outer', index: 0, radius_mm: 63, width_mm: 3, tile_length_override_mm: 4 },
    { id: 'main', index: 1, radius_mm: 54.75, width_mm: 13.5, tile_length_override_mm: 7.48 },
    { id: 'inner', index: 2, radius_mm: 46.5, width_mm: 3, color_hint: 'black', sheen: 'matt' },
  ],
  default_slice_thickness_mm: 2,
  default_passes: 3,
  default_workholding: 'jig',
}

describe('bands of a mean radius, 0 outermost', () => {
  const old = read(bands)

  test('come from the inside out with inner and outer radius', () => {
    expect(old.plan.rings.map(({ name }) => name)).toEqual(['inner', 'main', 'outer'])
    expect(radii(old)).toEqual([
      [45, 48],
      [48, 61.5],
      [61.5, 64.5],
    ])
    // 2π·54.75 / 7.48 = 45.99
    expect(old.plan.rings[1]).toMatchObject({ kind: 'tile', tileCount: 46, inlayThicknessMm: 2 })
  })

  test('what is not known waits for the calliper, and what has no place is told', () => {
    expect(old.plan).toMatchObject({
      name: 'Classic 3 band',
      topThicknessMm: null,
      fingerboardWidthMm: null,
      stock: { kerfMm: null },
      soundhole: { radiusMm: 42 },
    })
    expect(old.remarks).toContain('Left aside: default_passes, default_workholding.')
    expect(old.remarks).toContain('Left aside of ring_bands[2]: sheen.')
    expect(old.remarks).toContain('inner: no tile length of its own, taken as 8 mm.')
    expect(old.remarks[0]).toContain('Set it before anything is cut.')
    expect(old.plan.notes).toContain('From the older system.')
  })

  test('the radii are believed where the numbers say otherwise', () => {
    const numbered = bands.ring_bands.map((band, index) => ({ ...band, index: 2 - index }))
    const turned = read({ ...bands, ring_bands: numbered })
    expect(radii(turned)).toEqual(radii(old))
    expect(turned.remarks).toContain(
      'The numbers of the bands do not run from the outside in; the radii were believed.',
    )
  })

  test('a band without a size, and bands that overlap, are refused', () => {
    const with1 = (change: object) => ({
      ...bands,
      ring_bands: bands.ring_bands.map((band, at) => (at === 1 ? { ...band, ...change } : band)),
    })
    expect(refusal(with1({ radius_mm: 'wide' }))).toBe(
      'old: ring_bands[1].radius_mm "wide" is not a length above 0 mm',
    )
    expect(refusal(with1({ width_mm: undefined }))).toBe(
      'old: ring_bands[1].width_mm is missing: a length in mm is expected',
    )
    expect(refusal(with1({ width_mm: 20 }))).toBe(
      'old: rings[1].innerRadiusMm 44.75 is inside ring "inner", which reaches to 48',
    )
  })
})

describe('widths between two diameters', () => {
  const spec = {
    outer_diameter_mm: 129,
    inner_diameter_mm: 90,
    ring_params: [
      { ring_index: 2, width_mm: 3, pattern_type: 'SOLID' },
      { ring_index: 0, width_mm: 3, pattern_type: 'HATCH', tile_length_mm: 2 },
      { ring_index: 1, width_mm: 13.5, pattern_type: 'MOSAIC', tile_length_mm: 7.48 },
    ],
  }

  test('are laid from the inner diameter outwards', () => {
    const old = read(spec)
    expect(radii(old)).toEqual([
      [45, 48],
      [48, 61.5],
      [61.5, 64.5],
    ])
    expect(old.plan.rings.map(({ kind }) => kind)).toEqual(['tile', 'tile', 'arcs'])
    expect(old.plan.rings[1]).toMatchObject({ tileCount: 46 })
    expect(old.remarks).toContain(
      'Ring 1: HATCH is a way of drawing; it became tiles without a picture.',
    )
  })

  test('must fit between them', () => {
    expect(refusal({ ...spec, outer_diameter_mm: 120 })).toBe(
      'old: ring_params add up to 19.50 mm, but between the diameters there are 15.00 mm',
    )
    expect(read({ ...spec, outer_diameter_mm: 131 }).remarks).toContain(
      '1.00 mm inside the outer diameter are left without a ring.',
    )
  })
})

describe('rings of the generator, 0 innermost', () => {
  const ring = (fields: object) => ({
    name: 'One ring',
    ring_index: 0,
    inner_diameter_mm: 90,
    outer_diameter_mm: 96,
    primary_color: 'black',
    secondary_color: '#fff',
    ...fields,
  })

  test('a rope of 2 mm tiles at 45 degrees has layers of 0.707 mm, so that its pitch is 2 mm', () => {
    const old = read(ring({ pattern_type: 'rope', tile_width_mm: 2, tile_angle_deg: 45 }))
    const [rope] = old.plan.rings
    if (rope?.kind !== 'strip' || rope.weave.kind === 'plain') throw new Error('no rope')
    expect(rope.weave.lightMm).toBeCloseTo(0.7071, 4)
    const sine = Math.sin((rope.weave.angleDeg * Math.PI) / 180)
    expect((rope.weave.lightMm + rope.weave.darkMm) / sine).toBeCloseTo(2, 12)
    expect(radii(old)).toEqual([[45, 48]])
  })

  test('a checkerboard is drawn in its own two colours', () => {
    const old = read(ring({ pattern_type: 'checkerboard', tile_width_mm: 1.5 }))
    expect(old.plan.rings[0]).toMatchObject({
      kind: 'tile',
      columns: 2,
      pattern: {
        rows: ['AB', 'BA'],
        palette: [
          { name: 'black', colour: '#211c1a', thicknessMm: 1.5 },
          { name: '#fff', colour: '#ffffff' },
        ],
      },
    })
  })

  test('a matrix keeps the order of its cells', () => {
    const grid = [
      [0, 1, 1],
      ['red', 0, 1],
    ]
    const old = read(ring({ pattern_type: 'custom_matrix', grid, grid_repeats: 40 }))
    expect(old.plan.rings[0]).toMatchObject({
      tileCount: 40,
      columns: 3,
      pattern: { rows: ['ABB', 'CAB'] },
    })
    expect(refusal(ring({ pattern_type: 'custom_matrix' }))).toContain(
      'grid is missing: a custom matrix without its cells',
    )
    expect(refusal(ring({ pattern_type: 'custom_matrix', grid: [[0, 1], [0]] }))).toContain(
      'grid has rows of unequal length',
    )
    expect(refusal(ring({ pattern_type: 'custom_matrix', grid: [{ black: 5 }] }))).toContain(
      'grid[0] counts strips of each colour but does not say their order',
    )
  })

  test('a name without cells becomes tiles without a picture, and is told', () => {
    const old = read({ rings: [ring({ pattern_type: 'celtic_knot' })] })
    expect(old.plan.rings[0]).toMatchObject({ kind: 'tile', pattern: null })
    expect(old.remarks.join(' ')).toContain('"celtic_knot" is a name without cells')
  })
})

describe('rings of a geometry column', () => {
  const geometry = {
    rings: [
      {
        ring_id: 2,
        radius_mm: 60,
        width_mm: 2,
        tile_length_mm: 5,
        twist_angle_deg: 3,
        column: {
          strips: [
            { width_mm: 0.5, color: 'black', material_id: 'ebony' },
            { width_mm: 1, color: 'white' },
            { width_mm: 0.5, color: 'black' },
          ],
        },
      },
      { ring_id: 1, radius_mm: 50, width_mm: 4, segments: 24 },
    ],
    segmentation: { tile_count_total: 99 },
  }

  test('a column of strips becomes a picture of one column, its thicknesses kept', () => {
    for (const record of [
      { id: 'n', rosette_geometry: geometry },
      { id: 'n', rosette_geometry: JSON.stringify(geometry) },
      { id: 'n', name: 'n', ring_count: 2, geometry },
      { id: 'n', ...geometry },
    ]) {
      const old = read(record)
      expect(radii(old)).toEqual([
        [48, 52],
        [59, 61],
      ])
      expect(old.plan.rings[0]).toMatchObject({ name: 'Ring 1', tileCount: 24, pattern: null })
      expect(old.plan.rings[1]).toMatchObject({
        tileCount: 75,
        columns: 1,
        pattern: { rows: ['A', 'B', 'A'], palette: [{ thicknessMm: 0.5 }, { thicknessMm: 1 }] },
      })
      expect(old.remarks.join('\n')).toContain('twist_angle_deg 3 has no place')
      expect(old.remarks.join('\n')).toContain('segmentation')
    }
  })
})

describe('the catalogue of traditional patterns', () => {
  // legacy catalogue: black 23 and white 12 in all, but in no order
  const classicRope = {
    id: 'classic_rope_5x9',
    rows: [
      { black: 5, white: 2 },
      { black: 4, white: 3 },
    ],
    column_sequence: [1, 2, 1, 2],
    strip_width: 1,
    strip_thickness: 0.6,
    chip_length: 2,
  }

  test('counts without order are refused and never drawn', () => {
    expect(refusal(classicRope)).toBe(
      'old: rows counts strips of each colour but does not say their order, so it can neither be drawn nor built; paint it as a pattern instead',
    )
    expect(looksLegacy(classicRope)).toBe(true)
  })
})

test('what is no rosette at all is refused', () => {
  expect(refusal({ id: 'x', name: 'y' })).toBe('old: has no rings in any form the older system had')
  expect(refusal([1])).toBe('old: is not a record')
  expect(refusal({ rings: [] })).toBe(
    'old: rings a list of 0 has no rings: at least one ring is expected',
  )
  expect(looksLegacy({ schema: 'rmos.plan', rings: [] })).toBe(false)
})

test('whatever stands in a record, it is read as a plan that reads again, or refused in a sentence', () => {
  const size = fc.oneof(fc.double(), fc.double({ min: 1, max: 120, noNaN: true }), fc.string())
  const band = fc.record(
    { radius_mm: size, width_mm: size, index: fc.nat(5) },
    { requiredKeys: [] },
  )
  const spec = fc.record(
    {
      inner_diameter_mm: size,
      outer_diameter_mm: size,
      width_mm: size,
      pattern_type: fc.constantFrom('rope', 'checkerboard', 'custom_matrix', 'MOSAIC', 'wave'),
      grid: fc.array(fc.array(fc.integer({ min: 0, max: 3 }))),
      tile_width_mm: size,
    },
    { requiredKeys: [] },
  )
  const record = fc.oneof(
    fc.record({ ring_bands: fc.array(band) }),
    fc.record({ ring_params: fc.array(spec), inner_diameter_mm: size, outer_diameter_mm: size }),
    fc.record({ rings: fc.array(fc.oneof(band, spec)) }),
    fc.record({ geometry: fc.jsonValue() }),
    fc.anything(),
  )
  fc.assert(
    fc.property(record, (value) => {
      const plan = readLegacyPlan(value, 'old')
      if (!plan.ok) {
        expect(problemSentence(plan.error).length).toBeLessThan(400)
        return
      }
      const text = JSON.stringify(plan.value.plan)
      expect(parsePlan(text, 'again')).toEqual({ ok: true, value: plan.value.plan })
    }),
  )
})
