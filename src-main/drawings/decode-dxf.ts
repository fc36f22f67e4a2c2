import { failure, type Result, success } from '#core/outcome/result.ts'

/** Why bytes are not the text of a DXF. */
export type DecodeRefusal =
  | { readonly kind: 'binary-dxf' }
  | { readonly kind: 'dwg'; readonly version: string }
  | { readonly kind: 'unknown-code-page'; readonly codePage: string }

/** Header variables stand in the first few kilobytes. */
const HEADER_BYTES = 65_536
/** From this version on (2007) DXF files are UTF-8. */
const FIRST_UTF8_VERSION = 'AC1021'

/** Names of $DWGCODEPAGE that the decoder knows by others. */
const CODE_PAGES: Readonly<Record<string, string>> = {
  ANSI_932: 'shift_jis',
  ANSI_936: 'gbk',
  ANSI_949: 'euc-kr',
  ANSI_950: 'big5',
  ANSI_874: 'windows-874',
  ASCII: 'windows-1252',
}

function codePageLabel(codePage: string): string {
  const name = codePage.toUpperCase()
  return (
    CODE_PAGES[name] ??
    name.replace(/^(ANSI_|DOS)/, (_, kind: string) => (kind === 'DOS' ? 'ibm' : 'windows-'))
  )
}

function headerValue(head: string, name: string): string | null {
  const found = new RegExp(`\\${name}\\s*[\\r\\n]+\\s*[13]\\s*[\\r\\n]+\\s*([A-Za-z0-9_]+)`).exec(
    head,
  )
  return found?.[1] ?? null
}

function decoderOf(label: string) {
  try {
    return new TextDecoder(label)
  } catch {
    return null
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

function saysUtf8(bytes: Uint8Array, head: string): boolean {
  if (head.startsWith('\u00ef\u00bb\u00bf')) return true
  const version = headerValue(head, '$ACADVER') ?? ''
  return version >= FIRST_UTF8_VERSION && isUtf8(bytes)
}

/** The bytes of an ASCII DXF, and how the words in them are read. */
export interface DecodedDxf {
  readonly bytes: Uint8Array
  readonly decodeText: (bytes: Uint8Array) => string
}

/** UTF-16, which some programs of Windows write, as UTF-8; null for everything else. */
function fromUtf16(bytes: Uint8Array): Uint8Array | null {
  const [first, second] = bytes
  const label =
    first === 0xff && second === 0xfe
      ? 'utf-16le'
      : first === 0xfe && second === 0xff
        ? 'utf-16be'
        : null
  if (label === null) return null
  return new TextEncoder().encode(new TextDecoder(label).decode(bytes))
}

/**
 * How the words of an ASCII DXF are read: as UTF-8 from version 2007 on and wherever a mark says so, else by
 * the code page of the header, else as Windows 1252. Binary DXF and DWG are refused. Numbers and names of a
 * DXF are ASCII in each of these, so the file itself stays bytes.
 */
export function decodeDxf(fileBytes: Uint8Array): Result<DecodedDxf, DecodeRefusal> {
  const wide = fromUtf16(fileBytes)
  const bytes = wide ?? fileBytes
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEADER_BYTES))
  if (head.startsWith('AutoCAD Binary DXF')) return failure({ kind: 'binary-dxf' })
  const dwg = /^AC1\d{3}/.exec(head)
  if (dwg !== null) return failure({ kind: 'dwg', version: dwg[0] })
  const codePage = headerValue(head, '$DWGCODEPAGE')
  const label = codePage === null ? 'windows-1252' : codePageLabel(codePage)
  const decoder = decoderOf(wide !== null || saysUtf8(bytes, head) ? 'utf-8' : label)
  if (decoder === null) return failure({ kind: 'unknown-code-page', codePage: codePage ?? '' })
  return success({ bytes, decodeText: (word) => decoder.decode(word) })
}
