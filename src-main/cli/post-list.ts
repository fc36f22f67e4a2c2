import type { PostProfile } from '#core/posts/post.schema.ts'
import { openPosts } from '../workshop/post-shelf.ts'
import { writeJson } from './answer.ts'
import { type Command, EXIT } from './command.ts'
import { textTable } from './table.ts'

function row({ id, name, fileExtension, units, capabilities }: PostProfile): readonly string[] {
  const { arcs, helicalArcs, maxLineChars } = capabilities
  const curves = arcs ? (helicalArcs ? 'arcs and helices' : 'flat arcs') : 'no arcs'
  return [id, name, `.${fileExtension}`, units, curves, `${String(maxLineChars)} characters a line`]
}

/** `post list`: the posts programs can be printed with; exit 2 when a post file is malformed. */
export const postList: Command = {
  name: 'post list',
  summary: 'the controllers programs can be posted for',
  usage:
    'Usage: rmos post list [--json]\nExit 2 when a post file is malformed; the others still work.\nExample: rmos post list',
  options: {},
  run: (_args, context) => {
    const { posts, refused } = openPosts(context.installDir, context.dataDir)
    if (context.json) writeJson(context, 'rmos.post-list', { version: 1, posts, refused })
    else context.writeResult(textTable(posts.map(row)))
    for (const sentence of refused) context.writeNote(sentence)
    return Promise.resolve(refused.length === 0 ? EXIT.done : EXIT.verificationFailed)
  },
}
