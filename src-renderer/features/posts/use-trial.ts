import { useEffect, useState } from 'react'
import type { VerificationFailure } from '#core/posts/verification.ts'
import { rmos } from '../../client.ts'
import { success } from '#core/outcome/result.ts'
import { loaded, type Loadable } from '../../session/loadable.ts'
import { settle } from '../../session/settle.ts'

/** A program as a post writes it, and what the proof of it says. */
export interface Trial {
  readonly text: string
  readonly failures: readonly VerificationFailure[]
  /** Programs of the plan to choose from; empty for the sample. */
  readonly programs: readonly { readonly id: string; readonly title: string }[]
  /** Line and sentence of what makes the post's text no post; null when it is one. */
  readonly problem: { readonly line: number; readonly sentence: string } | null
}

/** What is tried. */
export interface TrialOrder {
  readonly postText: string
  /** Null tries the sample. */
  readonly planId: string | null
  readonly programId: string | null
  readonly units: 'mm' | 'inch'
}

/** Typing settles before the post is tried again, ms. */
const SETTLE_MS = 250

async function tryOnce(order: TrialOrder): Promise<Loadable<Trial>> {
  const { postText, planId, programId, units } = order
  if (planId !== null) {
    const shown = await settle(rmos.posts.preview({ text: postText, planId, programId, units }))
    return loaded(shown.ok ? success({ ...shown.value, problem: null }) : shown)
  }
  const checked = await settle(rmos.posts.check({ text: postText }))
  if (!checked.ok) return loaded(checked)
  const { problem, trial } = checked.value
  const { text = '', failures = [] } = trial ?? {}
  return loaded(success({ text, failures, programs: [], problem }))
}

/** Tries a post whenever what is tried changes; the last answer stands until the next is here. */
export function useTrial(order: TrialOrder | null): Loadable<Trial> {
  const [trial, setTrial] = useState<Loadable<Trial>>({ state: 'idle' })
  const key = JSON.stringify(order)
  useEffect(() => {
    const asked = JSON.parse(key) as TrialOrder | null
    if (asked === null) return
    let current = true
    const timer = setTimeout(() => {
      void tryOnce(asked).then((answer) => {
        if (current) setTrial(answer)
      })
    }, SETTLE_MS)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [key])
  return order === null ? { state: 'idle' } : trial
}
