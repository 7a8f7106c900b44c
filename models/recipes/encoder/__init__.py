"""The encoder: MiniLM fine-tuned for stance and reply stance, and exported in 8 bits."""
