import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { innerHalfRad, mergedMesh, type MeshArrays, ringMesh, wedgeMesh } from './wedge.ts'

/** Volume enclosed by a closed mesh: Σ a·(b × c)/6 over its triangles, positive when faces look outwards. */
function volumeMm3({ positions, indices }: MeshArrays): number {
  const at = (index: number) => {
    const base = 3 * (indices[index] ?? 0)
    return [positions[base] ?? 0, positions[base + 1] ?? 0, positions[base + 2] ?? 0] as const
  }
  let six = 0
  for (let index = 0; index < indices.length; index += 3) {
    const [a, b, c] = [at(index), at(index + 1), at(index + 2)]
    six +=
      a[0] * (b[1] * c[2] - b[2] * c[1]) +
      a[1] * (b[2] * c[0] - b[0] * c[2]) +
      a[2] * (b[0] * c[1] - b[1] * c[0])
  }
  return six / 6
}

const shape = {
  innerRadiusMm: 48,
  outerRadiusMm: 61.5,
  tileCount: 46,
  columns: 15,
  rowCount: 27,
  taperTimes: 1,
}

describe('a tile', () => {
  test('46 tiles fill the ring but for what lies between chords and arcs', () => {
    const ringMm2 = Math.PI * (61.5 ** 2 - 48 ** 2)
    const tilesMm2 = 46 * volumeMm3(wedgeMesh(shape))
    // chords of 690 columns: the area of a polygon is N/2·sin(2π/N)·r², so 1.4e-5 of it is missing
    expect(tilesMm2 / ringMm2).toBeCloseTo((690 / (2 * Math.PI)) * Math.sin((2 * Math.PI) / 690), 6)
  })

  test('every face looks outwards, and its volume is its height times its mean width', () => {
    fc.assert(
      fc.property(
        fc.record({
          innerRadiusMm: fc.double({ min: 20, max: 100, noNaN: true }),
          heightMm: fc.double({ min: 1, max: 30, noNaN: true }),
          tileCount: fc.integer({ min: 8, max: 200 }),
          columns: fc.integer({ min: 1, max: 30 }),
        }),
        ({ innerRadiusMm, heightMm, tileCount, columns }) => {
          const outerRadiusMm = innerRadiusMm + heightMm
          const mesh = wedgeMesh({ ...shape, innerRadiusMm, outerRadiusMm, tileCount, columns })
          const slots = tileCount * columns
          const expected =
            0.5 *
            Math.sin((2 * Math.PI) / slots) *
            columns *
            (outerRadiusMm ** 2 - innerRadiusMm ** 2)
          expect(volumeMm3(mesh) / expected).toBeCloseTo(1, 4)
        },
      ),
      { numRuns: 40 },
    )
  })

  test('shown with twice its taper it is 2·Δw narrower inside: 6.567 becomes 4.721', () => {
    const half = innerHalfRad({ ...shape, taperTimes: 2 })
    expect(innerHalfRad(shape)).toBeCloseTo(Math.PI / 46, 12)
    // as arcs: w_o − 2(w_o − w_i) with w = 2πr/46
    expect(2 * half * 48).toBeCloseTo(((2 * Math.PI) / 46) * (61.5 - 2 * 13.5), 9)
    expect(innerHalfRad({ ...shape, taperTimes: 50 })).toBeGreaterThan(0)
  })

  test('the picture runs from the first column at the right to the last at the left, rows outwards', () => {
    const { positions, uvs } = wedgeMesh(shape)
    const corners = Array.from({ length: uvs.length / 2 }, (_, index) => ({
      at: Array.from(positions.subarray(3 * index, 3 * index + 2)),
      uv: Array.from(uvs.subarray(2 * index, 2 * index + 2)),
    }))
    const radii = (v: number) =>
      corners.filter(({ uv }) => uv[1] === v).map(({ at }) => Math.hypot(...at))
    for (const radius of radii(0)) expect(radius).toBeCloseTo(48, 3)
    for (const radius of radii(1)) expect(radius).toBeCloseTo(61.5, 3)
    const sides = (u: number) => corners.filter(({ uv }) => uv[0] === u).map(({ at }) => at[0] ?? 0)
    expect(Math.min(...sides(0))).toBeGreaterThan(0)
    expect(Math.max(...sides(1))).toBeLessThan(0)
  })
})

describe('a ring', () => {
  test('merged rings keep their corners and faces', () => {
    const a = ringMesh({ innerRadiusMm: 10, outerRadiusMm: 11 }, { bottomMm: -1, topMm: 0 }, 20, 24)
    const both = mergedMesh([a, a])
    expect(both.positions).toHaveLength(2 * a.positions.length)
    expect(Math.max(...both.indices)).toBe((2 * a.positions.length) / 3 - 1)
  })
})
