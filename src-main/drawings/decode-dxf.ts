import { isUtf8 } from 'node:buffer'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { dosDecoder } from './dos-code-pages.ts'

/** Why bytes are not the text of a DXF. */
export type DecodeRefusal =
  { readonly kind: 'binary-dxf' } | { readonly kind: 'dwg'; readonly version: string }

/** Header variables stand in the first few kilobytes. */
const HEADER_BYTES = 65_536
/** From this version on (2007) DXF files are UTF-8. */
const FIRST_UTF8_VERSION = 'AC1021'

/** Makes words of bytes. */
type Decode = (word: Uint8Array) => string

/** Code pages, without what stands before their number, that the decoder knows by other names. */
const CODE_PAGES: Readonly<Record<string, string>> = {
  '932': 'shift_jis',
  '936': 'gbk',
  '949': 'euc-kr',
  '950': 'big5',
  ASCII: 'windows-1252',
  'UTF-8': 'utf-8',
  UTF8: 'utf-8',
  GB2312: 'gbk',
  BIG5: 'big5',
  'ISO8859-1': 'windows-1252',
}

/** How words in a code page are read, by its name in a header; null for one that is not known. */
function codePageDecoder(codePage: string): Decode | null {
  const name = codePage.toUpperCase().replace(/^(DOS|ANSI_|CP|IBM)_?/, '')
  const isDos = /^(DOS|CP|IBM)/.test(codePage.toUpperCase())
  const dos = isDos ? dosDecoder(name) : null
  return dos ?? platformDecoder(CODE_PAGES[name] ?? (isDos ? `ibm${name}` : `windows-${name}`))
}

function headerValue(head: string, name: string): string | null {
  const found = new RegExp(`\\${name}\\s*[\\r\\n]+\\s*[13]\\s*[\\r\\n]+\\s*([A-Za-z0-9_-]+)`).exec(
    head,
  )
  return found?.[1] ?? null
}

function platformDecoder(label: string): Decode | null {
  try {
    const decoder = new TextDecoder(label)
    return (word) => decoder.decode(word)
  } catch {
    return null
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
  readonly decodeText: Decode
  /** A code page of the header that is not known, so that words were read as Windows 1252; else null. */
  readonly unknownCodePage: string | null
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
  if (wide !== null || saysUtf8(bytes, head)) return success(decoded(bytes, 'utf-8', null))
  const known = codePage === null ? null : codePageDecoder(codePage)
  if (known !== null) return success({ bytes, decodeText: known, unknownCodePage: null })
  return success(decoded(bytes, 'windows-1252', codePage))
}

function decoded(bytes: Uint8Array, label: string, unknownCodePage: string | null): DecodedDxf {
  const decoder = new TextDecoder(label)
  return { bytes, decodeText: (word) => decoder.decode(word), unknownCodePage }
}
