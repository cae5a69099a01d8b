const CENTRAL_ENTRY = 0x02014b50;
const END_OF_CENTRAL_DIRECTORY = 0x06054b50;
const END_LENGTH = 22;

/**
 * The same zip file with every entry dated midnight of `date` in place of the moment of packing, so that the same
 * content gives the same bytes. The times are in no checksum. For files without a comment or Zip64, as the docx
 * library writes.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT sections 4.3.7, 4.3.12, 4.4.6
 * @throws RangeError if the bytes are not such a file.
 */
export function stampZipEntries(zip: Buffer, date: { year: number; month: number; day: number }): Buffer {
  const end = zip.length - END_LENGTH;
  if (end < 0 || zip.readUInt32LE(end) !== END_OF_CENTRAL_DIRECTORY)
    throw new RangeError('not a plain zip file');
  const stamped = Buffer.from(zip);
  // Time in the low half, date in the high half; DOS dates begin in 1980 and end in 2107.
  const year = Math.min(Math.max(date.year, 1980), 2107);
  const dosTime = (((year - 1980) << 25) | (date.month << 21) | (date.day << 16)) >>> 0;
  const entries = zip.readUInt16LE(end + 10);
  let entry = zip.readUInt32LE(end + 16);
  for (let index = 0; index < entries; index += 1) {
    if (zip.readUInt32LE(entry) !== CENTRAL_ENTRY) throw new RangeError('not a plain zip file');
    stamped.writeUInt32LE(dosTime, entry + 12);
    stamped.writeUInt32LE(dosTime, zip.readUInt32LE(entry + 42) + 10);
    entry += 46 + zip.readUInt16LE(entry + 28) + zip.readUInt16LE(entry + 30) + zip.readUInt16LE(entry + 32);
  }
  return stamped;
}
