import { openPosts } from '../../src-main/workshop/post-shelf.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { postProblemSentence } from '#core/posts/post-problem.ts'
import { printProgram } from '#core/posts/print-program.ts'
import type { ToolpathProgram } from '#core/toolpath/move.ts'
import { ROOMY_MACHINE } from '../gcode/random-program.ts'

/** Every post that ships. */
export const SHIPPED_POSTS: readonly PostProfile[] = openPosts(process.cwd()).posts

/** A shipped post by its id. */
export function shippedPost(id: string): PostProfile {
  const post = SHIPPED_POSTS.find((candidate) => candidate.id === id)
  if (post === undefined) throw new Error(`no post ${id}`)
  return post
}

/** A program printed for a roomy machine; throws the sentence of what was refused. */
export function printed(program: ToolpathProgram, profile: PostProfile): string {
  const result = printProgram(program, {
    profile,
    planName: 'Test',
    machine: ROOMY_MACHINE,
    toolName: '2 mm downcut',
    toolDiameterMm: 2,
  })
  if (!result.ok) throw new Error(postProblemSentence(result.error))
  return result.value.text
}
