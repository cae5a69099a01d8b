import { tellStories } from './tell-stories';

tellStories(__filename);
