import { expect, test } from 'vitest'
import type { ProgramProof } from '#core/simulation/program-proof.ts'
import { engagementBars, picturePixels, proofRows } from './proof.view-model.ts'

const proof: ProgramProof = {
  programId: '1-inlay-channels',
  tools: [],
  findings: [],
  motionCount: 12,
  removedMm3: 3,
  gougedMm2: 0,
  restMm2: 0,
  rest: [],
  engagementMm: [0, 5, 10],
  clearances: [
    { kind: 'collet', name: '1', clearanceMm: 6.3, passedAtMm: null },
    { kind: 'obstacle', name: 'Clamp', clearanceMm: null, passedAtMm: null },
    { kind: 'obstacle', name: 'Cam', clearanceMm: null, passedAtMm: 5 },
    { kind: 'travel', name: 'X', clearanceMm: -2, passedAtMm: null },
  ],
  unchecked: [],
  picture: null,
}

test('every checked thing has its figure, and what is not known is never good', () => {
  expect(proofRows(proof, 'mm').map(({ value, state }) => [value, state])).toEqual([
    ['0.00 mm²', 'good'],
    ['0.00 mm²', 'good'],
    ['6.30 mm', 'good'],
    ['never over it', 'good'],
    ['not known', 'unknown'],
    ['-2.00 mm', 'bad'],
  ])
  const faulty: ProgramProof = {
    ...proof,
    gougedMm2: 1.234,
    findings: [{ line: 7, kind: 'gouge', sentence: 'too deep' }],
  }
  expect(proofRows(faulty, 'mm')[0]).toMatchObject({ value: '1.23 mm²', state: 'bad' })
})

test('bars of engagement are shares of the tallest', () => {
  expect(engagementBars(proof)).toEqual([
    { fromDeg: 0, lengthMm: 0, share: 0 },
    { fromDeg: 10, lengthMm: 5, share: 0.5 },
    { fromDeg: 20, lengthMm: 10, share: 1 },
  ])
})

test('the picture has its largest Y on top; deep is dark and a fault is red', () => {
  const { pixels, lowestMm } = picturePixels({
    ...{ columns: 2, rows: 2, minXMm: 0, minYMm: 0, cellMm: 1 },
    heightsMm: Float32Array.of(0, -2, -1, 0),
    faults: Uint8Array.of(0, 0, 0, 1),
  })
  expect(lowestMm).toBe(-2)
  const at = (index: number) => [...pixels.slice(index * 4, index * 4 + 4)]
  expect(at(1)).toEqual([214, 40, 40, 255])
  expect(at(2)).toEqual([234, 211, 160, 255])
  expect(at(3)).toEqual([74, 50, 26, 255])
  expect(at(0)).toEqual([154, 130, 93, 255])
})
