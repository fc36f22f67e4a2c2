import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { success } from '#core/outcome/result.ts'
import { createCamDesk } from '../../src-main/cam/cam-desk.ts'
import { camModulePath } from '../../src-main/cam/cam-module.ts'
import { readShippedDrawings } from '../../src-main/drawings/shipped-drawings.ts'
import { openOriginalFiles } from '../../src-main/drawings/original-files.ts'
import { nodeFiles } from '../../src-main/files/node-files.ts'
import { forkEngine } from '../../src-main/machine/fork-engine.ts'
import { createDrawingShelf, type DrawingShelf } from '../../src-main/workshop/drawing-shelf.ts'
import { scratchFolder } from '../cli/rmos-process.ts'

const JUNK = readFileSync(join(import.meta.dirname, '../drawing/fixtures/junk-R2010.dxf'))
const shaOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A shelf over a folder, its settings in memory, its time a counter of seconds. */
function openShelf() {
  const folder = scratchFolder()
  const cam = createCamDesk({
    spawn: forkEngine(camModulePath()),
    nowMs: () => performance.now(),
    tell: () => undefined,
  })
  onTestFinished(() => {
    cam.close()
    folder.remove()
  })
  let kept: Record<string, unknown> = {}
  let seconds = 0
  const shelf = createDrawingShelf({
    settings: {
      readAll: () => success(kept),
      write: (values) => {
        kept = { ...kept, ...(JSON.parse(JSON.stringify(values)) as object) }
        return success(undefined)
      },
    },
    originals: openOriginalFiles(nodeFiles(), folder.path),
    shipped: readShippedDrawings(process.cwd()),
    cam,
    surroundings: { clock: () => new Date((seconds += 1) * 1000) },
  })
  return { shelf, files: join(folder.path, 'drawings') }
}

async function handOver(shelf: DrawingShelf, fileName: string, bytes: Uint8Array, pieces = 1) {
  const size = Math.max(1, Math.ceil(bytes.length / pieces))
  let answer: Awaited<ReturnType<DrawingShelf['receive']>> | null = null
  for (let offset = 0; offset < Math.max(1, bytes.length); offset += size) {
    const piece = bytes.subarray(offset, offset + size)
    answer = await shelf.receive({
      ...{ uploadId: fileName, fileName, totalBytes: bytes.length, offset, bytes: piece },
    })
  }
  if (answer?.ok !== true || answer.value.sha256 === null) throw new Error('not taken')
  return answer.value.sha256
}

test('a file handed over in pieces is kept once under its SHA-256, read, and remembered', async () => {
  const { shelf, files } = openShelf()
  const sha256 = await handOver(shelf, 'top.dxf', JUNK, 5)
  expect(sha256).toBe(shaOf(JUNK))
  expect(await handOver(shelf, 'the same again.dxf', JUNK)).toBe(sha256)
  expect(readdirSync(files)).toEqual([`${sha256}.dxf`])
  expect(readFileSync(join(files, `${sha256}.dxf`)).equals(JUNK)).toBe(true)

  const opened = await shelf.open(sha256, 'job-1', null)
  if (!opened.ok) throw new Error(opened.error.message)
  expect(opened.value.packed?.layerNames).toContain('ROSETTE')
  const choices = { ...opened.value.drawing.choices, unit: 'mm' as const }
  await shelf.open(sha256, 'job-2', choices)
  const view = { layersOff: ['JUNK'], centre: { xMm: 1, yMm: 2 }, neck: 'left' as const }
  expect(shelf.remember(sha256, view).ok).toBe(true)
  const again = await shelf.open(sha256, 'job-3', null)
  expect(again).toMatchObject({ value: { drawing: { choices: { unit: 'mm', ...view } } } })
  expect(await shelf.original(sha256)).toMatchObject({
    value: { fileName: 'the same again.dxf' },
  })
})

test('limits are set for every drawing, kept, and told in the refusal', async () => {
  const { shelf } = openShelf()
  expect(shelf.limits()).toMatchObject({ value: { fileMb: 10, seconds: 30 } })
  expect(shelf.setLimits({ coordinateMm: 100 })).toMatchObject({
    value: { coordinateMm: 100, fileMb: 10 },
  })
  expect(shelf.limits()).toMatchObject({ value: { coordinateMm: 100 } })
  const far =
    '0\nSECTION\n2\nENTITIES\n0\nLINE\n8\nA\n10\n0\n20\n0\n11\n150\n21\n0\n0\nENDSEC\n0\nEOF\n'
  const sha256 = await handOver(shelf, 'far.dxf', new TextEncoder().encode(far))
  const choices = {
    ...{ unit: 'mm' as const, allowLarge: false, curveToleranceMm: 0.01, joinToleranceMm: 0.01 },
    ...{ repairsOff: [], layersOff: [], centre: null, neck: 'up' as const },
  }
  const opened = await shelf.open(sha256, 'job-1', choices)
  expect(opened).toMatchObject({ ok: false })
  if (!opened.ok) expect(opened.error.message).toMatch(/150\.0 mm.*the limit is 100 mm/)
})

test('a kept file that was changed is refused and told; opening the file again mends it', async () => {
  const { shelf, files } = openShelf()
  const sha256 = await handOver(shelf, 'top.dxf', JUNK)
  const path = join(files, `${sha256}.dxf`)
  writeFileSync(path, Buffer.concat([JUNK, Buffer.from(' ')]))
  const refused = await shelf.open(sha256, 'job-1', null)
  expect(refused.ok ? '' : refused.error.message).toContain('top.dxf is not what it was')
  expect(await shelf.original(sha256)).toMatchObject({ ok: false, error: { kind: 'storage' } })
  const none = 'f'.repeat(64)
  expect(await shelf.check([sha256, none])).toMatchObject({
    value: [{ state: 'damaged' }, { state: 'missing' }],
  })
  await handOver(shelf, 'top.dxf', JUNK)
  expect(await shelf.check([sha256])).toMatchObject({ value: [{ state: 'whole' }] })
  expect(readdirSync(files)).toEqual([`${sha256}.dxf`])
})

test('the list holds twenty; what falls off is deleted, but never what a plan was taken from', async () => {
  const { shelf, files } = openShelf()
  const shas: string[] = []
  for (let index = 0; index < 23; index += 1) {
    shas.push(await handOver(shelf, `${String(index)}.dxf`, Buffer.from(`file ${String(index)}`)))
    if (index === 0) expect(shelf.keep(shas[0] ?? '').ok).toBe(true)
  }
  const recent = shelf.recent()
  expect(recent.ok && recent.value.map(({ fileName }) => fileName)).toEqual(
    Array.from({ length: 20 }, (_, index) => `${String(22 - index)}.dxf`),
  )
  expect(readdirSync(files).sort()).toEqual(
    [0, ...Array.from({ length: 20 }, (_, i) => i + 3)]
      .map((index) => `${shas[index] ?? ''}.dxf`)
      .sort(),
  )
  await shelf.forget(shas[22] ?? '')
  await shelf.forget(shas[0] ?? '')
  expect(await shelf.check([shas[22] ?? '', shas[0] ?? ''])).toMatchObject({
    value: [{ state: 'missing' }, { state: 'whole' }],
  })
})

test('pieces out of order are refused, and a broken off file leaves nothing', async () => {
  const { shelf, files } = openShelf()
  const piece = { uploadId: 'a', fileName: 'a.dxf', totalBytes: 10, bytes: Buffer.from('12345') }
  expect(await shelf.receive({ ...piece, offset: 5 })).toMatchObject({
    error: { kind: 'not-found' },
  })
  expect(await shelf.receive({ ...piece, offset: 0 })).toMatchObject({
    value: { receivedBytes: 5, sha256: null },
  })
  const skipped = await shelf.receive({ ...piece, offset: 7 })
  expect(skipped.ok ? '' : skipped.error.message).toContain('does not follow 5 of 10 bytes')
  const sha256 = await handOver(shelf, 'b.dxf', Buffer.from('whole'))
  expect(readdirSync(files)).toEqual([`${sha256}.dxf`])
})

test('an empty file is kept and refused by the reader in a sentence', async () => {
  const { shelf } = openShelf()
  const sha256 = await handOver(shelf, 'empty.dxf', Buffer.alloc(0))
  const read = await shelf.open(sha256, 'job', null)
  expect(read.ok ? '' : read.error.message).toMatch(/^empty\.dxf: /)
})

test('the drawing of a shipped plan is there whole, though nobody ever opened it', async () => {
  const { shelf } = openShelf()
  const bytes = new Uint8Array(readFileSync('data/drawings/leaves-and-soundport.dxf'))
  const sha256 = shaOf(bytes)
  expect(await shelf.check([sha256, 'f'.repeat(64)])).toMatchObject({
    value: [{ state: 'whole' }, { state: 'missing' }],
  })
  expect(await shelf.original(sha256)).toEqual(
    success({ fileName: 'leaves-and-soundport.dxf', bytes }),
  )
})
