"""Mail (.eml) -> Manuscript: the story among covering notes, quoted mails and signatures. Pure."""
