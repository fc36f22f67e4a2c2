import { expect, test } from 'vitest'
import { success } from '#core/outcome/result.ts'
import { trySample } from '#core/posts/check-post.ts'
import { refuseForeignProgram } from '../../src-main/workshop/foreign-program.ts'
import { openPosts } from '../../src-main/workshop/post-shelf.ts'
import type { RunStore } from '../../src-main/runs/run-store.ts'
import { shippedPost } from './shipped-posts.ts'

/** A store whose program is what a post writes. */
function storeOf(writtenBy: string): RunStore {
  const { text } = trySample(shippedPost(writtenBy))
  const readProgram = () => Promise.resolve(success({ text, fileName: 'x.nc' }))
  return { readProgram } as unknown as RunStore
}

function refusal(postId: string, writtenBy: string) {
  const program = { runId: '0'.repeat(32), programId: '1-inlay-channels', postId }
  return refuseForeignProgram(program, {
    posts: openPosts(process.cwd()),
    runStore: storeOf(writtenBy),
  })
}

test.each(['linuxcnc', 'pathpilot', 'mach4', 'masso'])(
  'a program posted for %s is not streamed to a GRBL controller',
  async (postId) => {
    expect(await refusal(postId, postId)).toMatchObject({ ok: false, error: { kind: 'blocked' } })
  },
)

test.each(['grbl', 'grblhal', 'fluidnc', 'generic', 'external'])(
  'a program of %s is',
  async (postId) => {
    expect(await refusal(postId, 'grbl')).toEqual(success(null))
  },
)

test('of a post that is gone the text decides', async () => {
  expect(await refusal('my-old-post', 'grbl')).toEqual(success(null))
  const foreign = await refusal('my-old-post', 'mach4')
  expect(foreign).toMatchObject({ ok: false })
  if (!foreign.ok) expect(foreign.error.message).toMatch(/not for GRBL: line \d+: G64/)
})
