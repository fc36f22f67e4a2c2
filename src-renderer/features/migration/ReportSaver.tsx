import { Download } from 'lucide-react'
import { saveFile } from '../../ui/save-file.ts'
import { saveText } from '../../ui/save-text.ts'
import { showToast } from '../../ui/toast.store.ts'
import { migrationStrings } from './migration.strings.ts'
import { useMigration } from './migration.store.ts'

const words = migrationStrings.dashboard
const FORMATS = ['pdf', 'html', 'text', 'json'] as const
type Format = (typeof FORMATS)[number]

async function save(format: Format): Promise<void> {
  const file = await useMigration.getState().exportReport(format)
  if (file === null) return
  const { fileName, mediaType, encoding, content } = file
  if (encoding === 'base64') saveFile({ fileName, mediaType, base64: content })
  else saveText(fileName, content)
  showToast(words.saved(fileName))
}

/** The report as a file, in the form that is chosen. */
export function ReportSaver() {
  return (
    <div className="drift-saver" role="group" aria-label={words.saveReport}>
      <span>
        <Download size={16} aria-hidden="true" /> {words.saveReport}
      </span>
      {FORMATS.map((format) => (
        <button key={format} type="button" onClick={() => void save(format)}>
          {words.formats[format]}
        </button>
      ))}
    </div>
  )
}
