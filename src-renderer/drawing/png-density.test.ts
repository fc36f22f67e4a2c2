import { expect, test } from 'vitest'
import { withDensity } from './png-density.ts'

test('300 dots an inch are 11811 px a metre, in a chunk behind the header with its checksum', () => {
  const png = new Uint8Array(60).fill(7)
  const out = withDensity(png, 300 / 25.4)
  expect(out).toHaveLength(81)
  const chunk = new DataView(out.buffer, 33, 21)
  expect(new TextDecoder().decode(out.subarray(37, 41))).toBe('pHYs')
  expect(chunk.getUint32(8)).toBe(11811)
  expect(chunk.getUint32(12)).toBe(11811)
  // checksum of `pHYs 00002e23 00002e23 01` as libpng and pngcheck know it
  expect(chunk.getUint32(17).toString(16)).toBe('78a53f76')
  expect(out.subarray(54)).toEqual(png.subarray(33))
})
