import { z } from 'zod'
import type { PostCheck } from '../posts/check-post.ts'
import type { PostProfile } from '../posts/post.schema.ts'
import type { VerificationFailure } from '../posts/verification.ts'
import { typed } from './typed.ts'

const postText = z.string().max(60_000)

/** Calls about posts: how programs are written for each controller. */
export const posts = {
  /** All posts, and the files that are none. */
  list: {
    input: z.strictObject({}),
    output: z.strictObject({
      posts: z.array(
        z.strictObject({
          profile: typed<PostProfile>(),
          fileName: z.string(),
          text: z.string(),
          shipped: z.boolean(),
        }),
      ),
      refused: z.array(
        z.strictObject({ fileName: z.string(), text: z.string(), sentence: z.string() }),
      ),
    }),
  },
  /** Reads and tries the text of a post; nothing is kept. */
  check: {
    input: z.strictObject({ text: postText }),
    output: typed<PostCheck>(),
  },
  /** A program of a plan as a post prints it, for reading; nothing is kept and nothing can be sent. */
  preview: {
    input: z.strictObject({
      text: postText,
      planId: z.string().min(1).max(80),
      programId: z.string().min(1).max(80).nullable(),
      units: z.enum(['mm', 'inch']),
    }),
    output: z.strictObject({
      programs: z.array(z.strictObject({ id: z.string(), title: z.string() })),
      programId: z.string(),
      text: z.string(),
      failures: z.array(typed<VerificationFailure>()),
    }),
  },
  /** Keeps a post of the shop's own. */
  save: {
    input: z.strictObject({ text: postText }),
    output: z.strictObject({ postId: z.string() }),
  },
  remove: {
    input: z.strictObject({ postId: z.string().min(1).max(40) }),
    output: z.strictObject({ postId: z.string() }),
  },
} as const
