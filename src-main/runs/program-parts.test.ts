import { expect, test } from 'vitest'
import { success } from '#core/outcome/result.ts'
import { createProgramParts, PART_CHARS } from './program-parts.ts'

test('a long program comes whole, in pieces, and is verified once', async () => {
  const text = Array.from({ length: 300_000 }, (_, line) => `X${String(line)}\n`).join('')
  let reads = 0
  const part = createProgramParts((runId, programId) => {
    reads += 1
    const program = { program_id: programId } as never
    return Promise.resolve(success({ runId, program, fileName: 'a.nc', text, sha256: '' }))
  })
  let got = ''
  let offsetChars: number | null = 0
  while (offsetChars !== null) {
    const piece = await part({ runId: 'r', programId: 'p', offsetChars })
    if (!piece.ok) throw new Error(piece.error.message)
    expect(piece.value.text.length).toBeLessThanOrEqual(PART_CHARS)
    expect(piece.value.totalChars).toBe(text.length)
    got += piece.value.text
    offsetChars = piece.value.nextOffsetChars
  }
  expect(got === text).toBe(true)
  expect(reads).toBe(1)
})
