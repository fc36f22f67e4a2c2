import type { Problem } from '#core/contract/problem.ts'
import { checkProgram } from '#core/gcode/check-program.ts'
import { GRBL_LINE_CHARS } from '#core/gcode/grbl-words.ts'
import { isStreamed } from '#core/posts/streamed-controllers.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { RunStore } from '../runs/run-store.ts'
import type { PostShelf } from './post-shelf.ts'
import { problem } from './problems.ts'

/** Programs from outside were held against GRBL when they came in. */
const CHECKED_WHEN_TAKEN = 'external'

/** A program that is about to be streamed. */
export interface StreamedProgram {
  readonly runId: string
  readonly programId: string
  readonly postId: string
}

const REMEDY = 'Send the one posted for GRBL, or take this file to its own controller.'

/** A post that is gone says nothing any more: its program's text is asked. */
async function refuseByText(
  runStore: RunStore,
  { runId, programId, postId }: StreamedProgram,
): Promise<Result<null, Problem>> {
  const program = await runStore.readProgram(runId, programId)
  if (!program.ok) return program
  const profile = {
    controller: 'grbl-1.1',
    capabilities: { maxLineChars: GRBL_LINE_CHARS },
  } as const
  const { verdict, findings } = checkProgram(program.value.text, { profile })
  if (verdict === 'clean' || verdict === 'unsafe') return success(null)
  const first = findings.find(({ severity }) => severity === 'refused')
  const place = first === undefined ? '' : `: line ${String(first.line)}: ${first.sentence}`
  return failure(
    problem('blocked', `The program of post "${postId}" is not for GRBL${place}.`, REMEDY),
  )
}

/** Fails with why a program cannot be streamed: it was posted for a controller that reads other words. */
export async function refuseForeignProgram(
  program: StreamedProgram,
  { posts, runStore }: { readonly posts: PostShelf; readonly runStore: RunStore },
): Promise<Result<null, Problem>> {
  if (program.postId === CHECKED_WHEN_TAKEN) return success(null)
  const post = posts.posts.find(({ id }) => id === program.postId)
  if (post === undefined) return refuseByText(runStore, program)
  if (isStreamed(post.controller)) return success(null)
  const message = `This program was posted for ${post.name} and is not for a GRBL controller.`
  return failure(problem('blocked', message, REMEDY))
}
