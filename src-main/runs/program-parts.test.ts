import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { success } from '#core/outcome/result.ts'
import { createProgramParts, PART_BYTES } from './program-parts.ts'

/** A run store with one long program behind `before` other bytes in its file. */
function storeWith(text: string, recorded = text, before = 'G21\n') {
  const folder = mkdtempSync(join(tmpdir(), 'rmos-parts-'))
  onTestFinished(() => {
    rmSync(folder, { recursive: true })
  })
  const path = join(folder, 'long.nc')
  writeFileSync(path, before + text)
  const program = {
    length_bytes: text.length,
    sha256: createHash('sha256').update(recorded).digest('hex'),
  }
  const file = { path, offsetBytes: before.length, lengthBytes: text.length }
  return createProgramParts({
    locateProgram: () => Promise.resolve(success({ program, file } as never)),
    readProgram: () => Promise.reject(new Error('a long program is never read whole')),
  })
}

const LONG = Array.from({ length: 300_000 }, (_, line) => `X${String(line)}\n`).join('')
const which = { runId: 'r', programId: 'p' }

test('a long program comes whole, in pieces, also when they are asked for ahead', async () => {
  const part = storeWith(LONG)
  const offsets = [0, PART_BYTES, 2 * PART_BYTES].filter((offset) => offset < LONG.length)
  const pieces = await Promise.all(offsets.map((offsetBytes) => part({ ...which, offsetBytes })))
  const texts = pieces.map((piece) => {
    if (!piece.ok) throw new Error(piece.error.message)
    expect(piece.value.totalBytes).toBe(LONG.length)
    return Buffer.from(piece.value.bytes).toString('latin1')
  })
  expect(texts.join('') === LONG).toBe(true)
  expect(pieces.map((piece) => piece.ok && piece.value.nextOffsetBytes === null)).toEqual(
    offsets.map((_, index) => index === offsets.length - 1),
  )
})

test('a program that is not the recorded one is refused with its last piece', async () => {
  const part = storeWith(LONG, `${LONG}X1\n`)
  expect((await part({ ...which, offsetBytes: 0 })).ok).toBe(true)
  for (let offset = PART_BYTES; offset < LONG.length; offset += PART_BYTES) {
    const piece = await part({ ...which, offsetBytes: offset })
    expect(piece.ok).toBe(offset + PART_BYTES < LONG.length)
  }
})

test('a piece out of turn is refused, and the program can be read again from its start', async () => {
  const part = storeWith(LONG)
  expect((await part({ ...which, offsetBytes: PART_BYTES })).ok).toBe(false)
  expect((await part({ ...which, offsetBytes: 0 })).ok).toBe(true)
  expect((await part({ ...which, offsetBytes: 0 })).ok).toBe(true)
  expect((await part({ ...which, offsetBytes: PART_BYTES })).ok).toBe(true)
})
