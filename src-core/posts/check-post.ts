import { problemSentence } from '../outcome/problem.ts'
import type { Machine } from '../library/machine.schema.ts'
import type { ToolpathProgram } from '../toolpath/move.ts'
import { postProblemSentence } from './post-problem.ts'
import type { PostProfile } from './post.schema.ts'
import { printProgram, type PrintOptions } from './print-program.ts'
import { parsePost } from './registry.ts'
import { SAMPLE_MACHINE, SAMPLE_PROGRAM } from './sample-program.ts'
import type { VerificationFailure } from './verification.ts'
import { verifyPosted } from './verify-posted.ts'

/** A program printed with a post on trial, and what the proof of it says. */
export interface PostTrial {
  /** Empty when it could not be printed. */
  readonly text: string
  /** Empty when the text is what was planned; line 0 is the whole. */
  readonly failures: readonly VerificationFailure[]
}

/** What is known of a post file's text. */
export interface PostCheck {
  /** Null when the text is no post. */
  readonly profile: PostProfile | null
  /** Why it is none: the line it stands on (0 when nowhere), and the sentence; null when it is one. */
  readonly problem: { readonly line: number; readonly sentence: string } | null
  /** The trial with a sample program; null when there is no post to try. */
  readonly trial: PostTrial | null
}

/** Prints a program with a post and proves the text, for reading; nothing here leaves for a machine. */
export function tryPost(
  profile: PostProfile,
  program: ToolpathProgram,
  options: Omit<PrintOptions, 'profile'>,
): PostTrial {
  const printed = printProgram(program, { ...options, profile })
  if (!printed.ok) {
    return { text: '', failures: [{ line: 0, sentence: postProblemSentence(printed.error) }] }
  }
  const { text } = printed.value
  const { machine, toolNumber = 1 } = options
  return { text, failures: verifyPosted(program, text, { machine, profile, toolNumber }).failures }
}

/** Prints the sample program with a post and proves the text. */
export function trySample(profile: PostProfile, machine: Machine = SAMPLE_MACHINE): PostTrial {
  return tryPost(profile, SAMPLE_PROGRAM, {
    planName: 'Sample',
    machine,
    toolName: '2 mm downcut',
    toolDiameterMm: 2,
  })
}

/**
 * Reads a post's text and tries it: first whether it is a post at all, then whether a sample program
 * printed with it is, read again by its own controller's rules, what was planned.
 */
export function checkPost(source: string, text: string): PostCheck {
  const parsed = parsePost({ source, text })
  if (!parsed.ok) {
    const line = Number(/^line (\d+)/.exec(parsed.error.place)?.[1] ?? '0')
    return {
      profile: null,
      problem: { line, sentence: problemSentence(parsed.error) },
      trial: null,
    }
  }
  return { profile: parsed.value, problem: null, trial: trySample(parsed.value) }
}
