export { EvidencePack } from './pack.entity';
export { PacksOptions } from './packs.options';
export { Packs } from './packs.service';
