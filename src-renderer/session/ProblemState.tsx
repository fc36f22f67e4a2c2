import type { Problem } from '#core/contract/problem.ts'
import { ErrorState } from '../ui/States.tsx'
import { sessionStrings } from './session.strings.ts'

/** What a `ProblemState` takes. */
export interface ProblemStateProps {
  readonly problem: Problem
  /** What has not been harmed. */
  readonly safe: string
  readonly onRetry: () => void
}

/** A problem main answered with: what happened, what is safe, what to do; its request id folded away. */
export function ProblemState({ problem, safe, onRetry }: ProblemStateProps) {
  return (
    <ErrorState
      title={problem.message}
      safe={safe}
      remedy={problem.remedy}
      details={problem.requestId}
      detailsLabel={sessionStrings.details}
      retryLabel={sessionStrings.retry}
      onRetry={onRetry}
    />
  )
}
