import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { problemSentence } from '#core/outcome/problem.ts'
import { postRegistry } from '#core/posts/registry.ts'
import { problem } from './problems.ts'

/** The posts that can be printed with, and those whose file was refused. */
export interface PostShelf {
  readonly posts: readonly PostProfile[]
  /** One sentence for each refused file; the other posts are unharmed. */
  readonly refused: readonly string[]
}

/** Reads the shipped posts. */
export function openPosts(installDir: string): PostShelf {
  const folder = join(installDir, 'data/posts')
  const files = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((source) => ({ source, text: readFileSync(join(folder, source), 'utf8') }))
  const { posts, problems } = postRegistry(files)
  return { posts, refused: problems.map(problemSentence) }
}

/** The posts of these ids in this order, each once; an unknown one is named with those there are. */
export function selectPosts(
  shelf: PostShelf,
  postIds: readonly string[],
): Result<readonly PostProfile[], Problem> {
  const chosen: PostProfile[] = []
  for (const postId of new Set(postIds.map((id) => id.toLowerCase()))) {
    const profile = shelf.posts.find((candidate) => candidate.id === postId)
    if (profile === undefined) {
      const known = shelf.posts.map(({ id }) => id).join(', ')
      return failure(problem('not-found', `There is no post "${postId}"; there are: ${known}.`))
    }
    chosen.push(profile)
  }
  return success(chosen)
}
