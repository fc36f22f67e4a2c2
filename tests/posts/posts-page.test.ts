import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parsePost } from '#core/posts/registry.ts'
import {
  capabilityRows,
  copyOfPost,
  lineOfSentence,
  sharedLines,
} from '../../src-renderer/features/posts/posts.view-model.ts'

const LINUXCNC = readFileSync('data/posts/linuxcnc.json', 'utf8')

test('says in words what a post writes', () => {
  const post = parsePost({ source: 'linuxcnc.json', text: LINUXCNC })
  if (!post.ok) throw new Error('a shipped post is none')
  const rows = Object.fromEntries(capabilityRows(post.value))
  expect(rows).toMatchObject({
    Arcs: 'flat and rising, in XY, ZX, YZ',
    'Tool change': 'T and M6, length from the table (G43)',
    Corners: 'blended within 0.005 mm (G64 P)',
    'Files end in': '.ngc',
  })
})

test('a copy is a post under an id nobody has', () => {
  const copy = copyOfPost(LINUXCNC, ['my-linuxcnc'])
  const parsed = parsePost({ source: 'copy', text: copy })
  expect(parsed).toMatchObject({ ok: true, value: { id: 'my-linuxcnc-2', name: 'LinuxCNC, mine' } })
})

test('two programs are compared line by line, blanks and line numbers aside', () => {
  expect(sharedLines(['N10 G1 X1', 'M5'], ['G1X1', 'M30'])).toEqual([true, false])
  expect(lineOfSentence('post: line 12, header[0] is wrong')).toBe(12)
})
