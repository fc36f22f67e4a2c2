import { WandSparkles } from 'lucide-react'
import { Button } from '../../ui/Button.tsx'
import { feasibilityStrings } from './feasibility.strings.ts'
import { makeChanges, useFixes } from './fixes.store.ts'

const words = feasibilityStrings

/** The changes that together make as much GREEN as can be, to be made with one press. */
export function FixesPanel({ planSha256 }: { planSha256: string }) {
  const proposal = useFixes((state) => state.proposal)
  if (proposal.state === 'loading') return <p className="muted fixes-wait">{words.solving}</p>
  if (proposal.state === 'failed') return <p className="muted fixes-wait">{words.fixesFailed}</p>
  if (proposal.state !== 'ready' || proposal.value.planSha256 !== planSha256) return null
  const { together, overallAfter } = proposal.value
  if (together.length === 0) return null
  return (
    <section className="fixes" aria-label={words.together(together.length)}>
      <div>
        <h2>{words.together(together.length)}</h2>
        <ol>
          {together.map(({ path, sentence }) => (
            <li key={path.join('.')}>{sentence}</li>
          ))}
        </ol>
        <p className="muted">{words.togetherMakes[overallAfter]}</p>
      </div>
      <Button
        icon={<WandSparkles size={18} />}
        onClick={() => {
          makeChanges(together)
        }}
      >
        {words.doAll(together.length)}
      </Button>
    </section>
  )
}
